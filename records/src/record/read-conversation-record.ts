import {
  ATTR_CONVERSATION_API_ERROR_COUNT,
  ATTR_CONVERSATION_END_REASON,
  ATTR_CONVERSATION_ERROR_COUNT,
  ATTR_CONVERSATION_TURN_COUNT,
  ATTR_MESSAGE_ID,
  ATTR_MESSAGE_TYPE,
  ATTR_RECEIVED_EVENT_CORRELATION_ID,
  ATTR_RECEIVED_EVENT_NAME,
  ATTR_RECEIVED_EVENT_SOURCE,
} from '@botscope/conventions';
import type { ConversationRecord, FlagRecord, MessageRecord, ReceivedEventRecord } from './bot-record.ts';
import { narrowConversationBody, narrowFlagBody, narrowMessageBody, narrowReceivedEventBody } from './narrow-body.ts';
import { withBody, type RecordSource } from './record-source.ts';

/** Start or end of a conversation. */
export function readConversation(source: RecordSource, phase: ConversationRecord['phase']): ConversationRecord {
  const { fields } = source;
  return {
    ...withBody(source, narrowConversationBody),
    type: 'conversation',
    phase,
    turnCount: fields.count(ATTR_CONVERSATION_TURN_COUNT),
    errorCount: fields.count(ATTR_CONVERSATION_ERROR_COUNT),
    apiErrorCount: fields.count(ATTR_CONVERSATION_API_ERROR_COUNT),
    endReason: fields.text(ATTR_CONVERSATION_END_REASON),
  };
}

/** A message of the end user or the bot. */
export function readMessage(source: RecordSource, direction: MessageRecord['direction']): MessageRecord {
  return {
    ...withBody(source, narrowMessageBody),
    type: 'message',
    direction,
    messageId: source.fields.text(ATTR_MESSAGE_ID),
    messageType: source.fields.text(ATTR_MESSAGE_TYPE),
  };
}

/** An event that the bot received. */
export function readReceivedEvent(source: RecordSource): ReceivedEventRecord {
  return {
    ...withBody(source, narrowReceivedEventBody),
    type: 'received-event',
    eventName: source.fields.text(ATTR_RECEIVED_EVENT_NAME),
    source: source.fields.text(ATTR_RECEIVED_EVENT_SOURCE),
    correlationId: source.fields.text(ATTR_RECEIVED_EVENT_CORRELATION_ID),
  };
}

/** A flag that was set or removed. */
export function readFlag(source: RecordSource, flagged: boolean): FlagRecord {
  return { ...withBody(source, narrowFlagBody), type: 'flag', flagged };
}

import {
  ATTR_CONVERSATION_API_ERROR_COUNT,
  ATTR_CONVERSATION_END_REASON,
  ATTR_CONVERSATION_ERROR_COUNT,
  ATTR_CONVERSATION_TURN_COUNT,
  EVENT_CONVERSATION_ENDED,
} from '@botscope/conventions';
import type { ConversationEnd } from '../api/conversation.ts';
import { decideFor } from '../policy/decide-for.ts';
import { AttributeList } from '../record/attribute-list.ts';
import type { ConversationState } from './conversation-state.ts';
import { emitRecord } from './emit-record.ts';
import { joinMembers } from './join-members.ts';
import type { Kernel } from './kernel.ts';

/** Emits the end of a conversation and forgets it; its running turn ends it. */
export function endConversation(kernel: Kernel, state: ConversationState, end: ConversationEnd): void {
  const { reason = 'user', summary } = end;
  kernel.conversations.forget(state);
  const active = kernel.scopes.getStore();
  if (active?.conversation === state) active.turn.controllerState = 'ended';
  const { turnCount, errorCount, apiErrorCount, firstMessage, lastMessage, common } = state;
  const text = (value: string | undefined): string | undefined => kernel.json.toText(value);
  const isOff = decideFor(kernel, { conversation: state }).io === 'off';
  emitRecord(kernel, {
    event: EVENT_CONVERSATION_ENDED,
    kind: 'conversation',
    level: 'info',
    common,
    span: state.lastTurn,
    attributes: new AttributeList()
      .add(ATTR_CONVERSATION_TURN_COUNT, turnCount)
      .add(ATTR_CONVERSATION_ERROR_COUNT, errorCount)
      .add(ATTR_CONVERSATION_API_ERROR_COUNT, apiErrorCount)
      .add(ATTR_CONVERSATION_END_REASON, reason),
    body: joinMembers(
      [
        ['summary', isOff ? undefined : text(summary)],
        ['firstMessage', text(firstMessage)],
        ['lastMessage', text(lastMessage)],
      ],
      kernel.limits.lineBytes,
    ),
  });
}

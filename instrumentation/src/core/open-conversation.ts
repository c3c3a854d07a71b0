import {
  ATTR_BOT_ID,
  ATTR_BOT_NAME,
  ATTR_BOT_VERSION,
  ATTR_CHANNEL,
  ATTR_CONVERSATION_ID,
  ATTR_ENDUSER_ID,
  ATTR_ENDUSER_NAME,
  ATTR_ENDUSER_PSEUDO_ID,
  ATTR_SESSION_ID,
  EVENT_CONVERSATION_STARTED,
} from '@botscope/conventions';
import type { BotIdentity } from '../api/bot.ts';
import type { ConversationOptions } from '../api/conversation.ts';
import { AttributeList } from '../record/attribute-list.ts';
import type { ConversationState } from './conversation-state.ts';
import { emitRecord } from './emit-record.ts';
import type { Kernel } from './kernel.ts';
import { VariableChanges } from './variable-changes.ts';
import { OMITTED_TEXT } from './variable-recorder.ts';
import { VariableStore } from './variable-store.ts';

const UNKNOWN_BOT: BotIdentity = { id: 'unknown' };

/** The state of a conversation: remembered, taken over from another process, or new and then recorded as started. */
export function openConversation(kernel: Kernel, uid: string, options: ConversationOptions): ConversationState {
  const bot = options.bot ?? kernel.bot ?? UNKNOWN_BOT;
  const remembered = kernel.conversations.get(bot.id, uid);
  if (remembered !== undefined) return remembered;
  const state = createState(kernel, uid, bot, options);
  kernel.conversations.add(state);
  if (options.resume === undefined) emitStarted(kernel, state);
  return state;
}

/** Attributes that name a bot. */
export function toBotAttributes(bot: BotIdentity | undefined): AttributeList {
  return new AttributeList()
    .add(ATTR_BOT_ID, bot?.id)
    .add(ATTR_BOT_NAME, bot?.name)
    .add(ATTR_BOT_VERSION, bot?.version);
}

function createState(kernel: Kernel, uid: string, bot: BotIdentity, options: ConversationOptions): ConversationState {
  const { channel, endUser, sessionId, resume } = options;
  const variables = new VariableStore();
  const isOmitted = kernel.capture.decide(bot.id, undefined, undefined).variables === 'off';
  for (const [name, value] of Object.entries(resume?.variables ?? {})) {
    variables.change(name, isOmitted ? OMITTED_TEXT : (kernel.json.toText(value) ?? 'null'));
  }
  return {
    uid,
    bot,
    common: toBotAttributes(bot)
      .add(ATTR_CONVERSATION_ID, uid)
      .add(ATTR_SESSION_ID, sessionId)
      .add(ATTR_CHANNEL, channel)
      .add(ATTR_ENDUSER_ID, endUser?.id)
      .add(ATTR_ENDUSER_PSEUDO_ID, endUser?.pseudoId)
      .add(ATTR_ENDUSER_NAME, endUser?.name),
    variables,
    pendingChanges: new VariableChanges(),
    turnCount: resume?.turnCount ?? 0,
    errorCount: 0,
    apiErrorCount: 0,
    firstMessage: undefined,
    lastMessage: undefined,
    lastTurn: undefined,
  };
}

function emitStarted(kernel: Kernel, { common }: ConversationState): void {
  emitRecord(kernel, {
    event: EVENT_CONVERSATION_STARTED,
    kind: 'conversation',
    level: 'info',
    common,
    span: undefined,
    attributes: new AttributeList(),
    body: '{}',
  });
}

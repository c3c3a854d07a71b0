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
import type { BotIdentity, EndUser } from '../api/bot.ts';
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
  if (remembered !== undefined) return resume(kernel, remembered, options);
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

/** Another process has had turns since, where it knows of more than this one does. */
function resume(kernel: Kernel, state: ConversationState, options: ConversationOptions): ConversationState {
  const { turnCount = 0, variables } = options.resume ?? {};
  if (turnCount <= state.turnCount) return state;
  state.turnCount = turnCount;
  if (variables === undefined) return state;
  for (const [name] of [...state.variables.entries()]) {
    if (!Object.hasOwn(variables, name)) state.variables.change(name, undefined);
  }
  takeOver(kernel, state.bot, state.variables, variables);
  return state;
}

function takeOver(
  kernel: Kernel,
  bot: BotIdentity,
  store: VariableStore,
  variables: Readonly<Record<string, unknown>>,
): void {
  const isOmitted = kernel.capture.decide(bot.id, undefined, undefined).variables === 'off';
  for (const [name, value] of Object.entries(variables)) {
    store.change(name, isOmitted ? OMITTED_TEXT : (kernel.json.toText(value) ?? 'null'));
  }
}

function createState(kernel: Kernel, uid: string, bot: BotIdentity, options: ConversationOptions): ConversationState {
  const { channel, sessionId } = options;
  const variables = new VariableStore();
  takeOver(kernel, bot, variables, options.resume?.variables ?? {});
  return {
    uid,
    bot,
    common: toBotAttributes(bot)
      .add(ATTR_CONVERSATION_ID, uid)
      .add(ATTR_SESSION_ID, sessionId)
      .add(ATTR_CHANNEL, channel)
      .addAll(toEndUserAttributes(kernel, options.endUser)),
    variables,
    snapshotChangeCount: 0,
    pendingChanges: new VariableChanges(),
    turnCount: options.resume?.turnCount ?? 0,
    errorCount: 0,
    apiErrorCount: 0,
    firstMessage: undefined,
    lastMessage: undefined,
    lastTurn: undefined,
  };
}

/** With pseudonyms neither id nor name: both would tell who it is. */
function toEndUserAttributes({ hasPseudonyms, redactor }: Kernel, endUser: EndUser | undefined): AttributeList {
  const { id, name, pseudoId } = endUser ?? {};
  if (!hasPseudonyms) {
    return new AttributeList()
      .add(ATTR_ENDUSER_ID, id)
      .add(ATTR_ENDUSER_PSEUDO_ID, pseudoId)
      .add(ATTR_ENDUSER_NAME, name);
  }
  const known = id ?? name;
  return new AttributeList().add(ATTR_ENDUSER_PSEUDO_ID, pseudoId ?? (known && redactor.toPseudonym(known)));
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

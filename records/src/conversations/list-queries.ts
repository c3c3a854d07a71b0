import {
  EVENT_CONVERSATION_ENDED,
  EVENT_CONVERSATION_STARTED,
  EVENT_MESSAGE_RECEIVED,
  EVENT_MESSAGE_SENT,
  EVENT_STEP_COMPLETED,
  EVENT_TURN_COMPLETED,
} from '@botscope/conventions';
import type { ConversationFilter } from '../filters/conversation-filter.ts';
import { anyOf, isOneOf, someContains, someIs, type Condition } from '../logql/condition.ts';
import { LABEL } from '../logql/label-names.ts';
import { CONVERSATION_LABELS } from '../queries/place-condition.ts';
import { toRecordQuery, type QueryContext, type RecordQuery } from '../queries/record-query.ts';

const END_USER_LABELS = [LABEL.endUserId, LABEL.endUserPseudoId, LABEL.endUserName];

/** Events that show a conversation in the list, and the end that tells its state. */
const LIST_EVENTS = [
  EVENT_TURN_COMPLETED,
  EVENT_CONVERSATION_STARTED,
  EVENT_CONVERSATION_ENDED,
  EVENT_MESSAGE_RECEIVED,
];

/** Those of kind `step`; the others are of kind `conversation`. */
const STEP_EVENTS: ReadonlySet<string> = new Set([EVENT_TURN_COMPLETED, EVENT_STEP_COMPLETED]);

/** Characters of ids in one query. Loki refuses one of more than 128 KiB, and a character has up to four bytes. */
const MAX_IDS_LENGTH = 30_000;

/** Records that rows are folded from; only of these conversations when `uids` is given, in several queries if need be. */
export function buildListQueries(
  filter: ConversationFilter,
  uids: readonly string[] | undefined,
  context?: QueryContext,
): readonly RecordQuery[] {
  return ofConversations(uids).map((only) => toListQuery(filter, LIST_EVENTS, only, context));
}

/** Messages that contain a text; only of these conversations when `uids` is given. */
export function buildMessageTextQueries(
  filter: ConversationFilter,
  text: string,
  uids: readonly string[] | undefined,
  context?: QueryContext,
): readonly RecordQuery[] {
  const events = [EVENT_MESSAGE_RECEIVED, EVENT_MESSAGE_SENT];
  return ofConversations(uids).map((only) => toListQuery(filter, events, only, context, text));
}

/** Records whose conversation UID or end user contains a text; only of these conversations when `uids` is given. */
export function buildNameQueries(
  filter: ConversationFilter,
  text: string,
  uids: readonly string[] | undefined,
  context?: QueryContext,
): readonly RecordQuery[] {
  const named = someContains([...CONVERSATION_LABELS, ...END_USER_LABELS], text);
  return ofConversations(uids).map((only) => toListQuery(filter, LIST_EVENTS, [...only, named], context));
}

/** Steps of these conversations in which an API call failed. */
export function buildFailedCallQueries(
  filter: ConversationFilter,
  uids: readonly string[],
  context?: QueryContext,
): readonly RecordQuery[] {
  const failed: Condition = { name: LABEL.stepApiErrorCount, operator: '>', number: 0 };
  return ofConversations(uids).map((only) => toListQuery(filter, [EVENT_STEP_COMPLETED], [...only, failed], context));
}

/** One query for each part of the filter that some record of a conversation has to meet. */
export function buildPartQueries(filter: ConversationFilter, context?: QueryContext): readonly RecordQuery[] {
  const { channels = [], flows = [], endUser = '' } = filter;
  const ofAny = (condition: Condition) => toListQuery(filter, LIST_EVENTS, [condition], context);
  const ofTurns = (condition: Condition) => toListQuery(filter, [EVENT_TURN_COMPLETED], [condition], context);
  return [
    ...(channels.length === 0 ? [] : [ofAny(isOneOf(LABEL.channel, channels))]),
    ...(endUser === '' ? [] : [ofAny(someContains(END_USER_LABELS, endUser))]),
    ...(flows.length === 0 ? [] : [ofTurns(hasFlow(flows))]),
    ...(filter.withErrors ? [ofTurns(isOneOf(LABEL.outcome, ['error']))] : []),
    ...(filter.withFailedCalls ? [ofAny(hasFailedCalls())] : []),
  ];
}

/** Ends of turns that meet what a turn can tell of the filter, for the histogram above the list. */
export function buildTurnHistogramQuery(filter: ConversationFilter, context?: QueryContext): RecordQuery {
  const { channels = [], flows = [], endUser = '', uid = '' } = filter;
  const conditions = [
    ...(channels.length === 0 ? [] : [isOneOf(LABEL.channel, channels)]),
    ...(endUser === '' ? [] : [someContains(END_USER_LABELS, endUser)]),
    ...(flows.length === 0 ? [] : [hasFlow(flows)]),
    ...(uid === '' ? [] : [someIs(CONVERSATION_LABELS, uid)]),
  ];
  return toListQuery(filter, [EVENT_TURN_COMPLETED], conditions, context);
}

function hasFlow(flows: readonly string[]): Condition {
  return anyOf([isOneOf(LABEL.flowId, flows), isOneOf(LABEL.flowName, flows)]);
}

function hasFailedCalls(): Condition {
  return anyOf([
    { name: LABEL.turnApiErrorCount, operator: '>', number: 0 },
    { name: LABEL.conversationApiErrorCount, operator: '>', number: 0 },
  ]);
}

function toListQuery(
  filter: ConversationFilter,
  events: readonly string[],
  conditions: readonly Condition[],
  context?: QueryContext,
  text = '',
): RecordQuery {
  const kinds = new Set(events.map((event) => (STEP_EVENTS.has(event) ? 'step' : 'conversation')));
  const query = {
    matchers: [
      { name: LABEL.kind, values: [...kinds] },
      { name: LABEL.environment, values: filter.environments ?? [] },
      { name: LABEL.bot, values: filter.bots ?? [] },
    ],
    text,
    conditions: [isOneOf(LABEL.event, events), ...conditions],
  };
  return toRecordQuery('records', query, context);
}

/** The conditions of each query that it takes to ask for these conversations; one without any for all. */
function ofConversations(uids: readonly string[] | undefined): readonly (readonly Condition[])[] {
  if (uids === undefined) return [[]];
  return toChunks(uids).map((chunk) => [anyOf(chunk.map((uid) => someIs(CONVERSATION_LABELS, uid)))]);
}

function toChunks(uids: readonly string[]): readonly (readonly string[])[] {
  const chunks: string[][] = [];
  let length = Infinity;
  for (const uid of uids) {
    const added = renderedLength(uid);
    if (length + added > MAX_IDS_LENGTH) {
      chunks.push([]);
      length = 0;
    }
    chunks.at(-1)?.push(uid);
    length += added;
  }
  return chunks;
}

function renderedLength(uid: string): number {
  return CONVERSATION_LABELS.reduce((sum, name) => sum + name.length + 2 * uid.length + 12, 0);
}

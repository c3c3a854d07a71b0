import type { BotRecord } from '../record/bot-record.ts';
import { toConversationKey } from './conversation-key.ts';
import { toStatusDetail, type AssemblyOptions } from './conversation-status.ts';
import { assembleTurn } from './assemble-turn.ts';
import type { Conversation, TimelineEntry, Turn } from './conversation.ts';
import { hasFailed } from './failures.ts';
import { earliest, newestValue } from './newest-value.ts';
import { orderTurns } from './turn-order.ts';
import { toUniqueRecords } from './unique-records.ts';

/** Types that have a place in a turn. */
const TURN_TYPES: ReadonlySet<BotRecord['type']> = new Set([
  'message',
  'turn',
  'flow',
  'step',
  'log',
  'api-call',
  'script-exception',
  'received-event',
  'snapshot',
]);

/** Makes a turn of its id and its records, oldest first, each once. */
export type TurnAssembly = typeof assembleTurn;

/**
 * A conversation from its records, in any order, duplicates allowed; undefined when there are none. The records are
 * those of one conversation; its API records may be among them.
 */
export function assembleConversation(
  records: readonly BotRecord[],
  options: AssemblyOptions,
  toTurn: TurnAssembly = assembleTurn,
): Conversation | undefined {
  const unique = toUniqueRecords(records);
  const first = unique[0];
  if (first === undefined) return undefined;
  const turns = assembleTurns(unique, options.nowUnixNano, toTurn);
  const { status, endReason, lastActivityUnixNano } = toStatusDetail(unique, options);
  return {
    ...toHead(unique),
    status,
    endReason,
    startUnixNano: earliest(
      unique.map(({ startUnixNano }) => startUnixNano),
      first.timestampUnixNano,
    ),
    lastActivityUnixNano,
    controllerState: newestValue(turns, (turn) => turn.controllerState),
    timeline: toTimeline(unique),
    turns,
    firstError: findFirstError(turns),
    others: unique.filter((record) => !hasPlace(record)),
  };
}

type Head = Pick<
  Conversation,
  'key' | 'botName' | 'channel' | 'endUserId' | 'endUserName' | 'started' | 'ended' | 'pinned'
>;

function toHead(records: readonly BotRecord[]): Head {
  const conversationRecords = records.filter((record) => record.type === 'conversation');
  return {
    key: toConversationKey(records),
    botName: newestValue(records, ({ botName }) => botName),
    channel: newestValue(records, ({ channel }) => channel),
    endUserId: newestValue(records, ({ endUserId }) => endUserId),
    endUserName: newestValue(records, ({ endUserName }) => endUserName),
    started: conversationRecords.find(({ phase }) => phase === 'started'),
    ended: conversationRecords.findLast(({ phase }) => phase === 'ended'),
    pinned: records.some(({ pinned }) => pinned),
  };
}

function assembleTurns(records: readonly BotRecord[], nowUnixNano: bigint, toTurn: TurnAssembly): readonly Turn[] {
  const groups = new Map<string, BotRecord[]>();
  for (const record of records) {
    if (record.turnId === undefined || !TURN_TYPES.has(record.type)) continue;
    const group = groups.get(record.turnId);
    if (group) group.push(record);
    else groups.set(record.turnId, [record]);
  }
  return orderTurns([...groups].map(([id, group]) => toTurn(id, group, nowUnixNano)));
}

function toTimeline(records: readonly BotRecord[]): readonly TimelineEntry[] {
  return records
    .filter((record) => record.type === 'message' || record.type === 'received-event')
    .map((record) => ({ record, turnId: record.turnId }));
}

function findFirstError(turns: readonly Turn[]): Conversation['firstError'] {
  const turn = turns.find(hasFailed);
  return turn && { turn, step: turn.firstErrorStep };
}

/** Whether a record is found in the turns, the timeline or as start or end. */
function hasPlace(record: BotRecord): boolean {
  if (TURN_TYPES.has(record.type) && record.turnId !== undefined) return true;
  return ['conversation', 'message', 'received-event'].includes(record.type);
}

import { ATTR_CONVERSATION_ID, ATTR_SESSION_ID } from '@botscope/conventions';
import {
  buildConversationQuery,
  buildRecordByUidQuery,
  buildTurnQuery,
  readAttribute,
  type BotRecord,
  type QueryContext,
  type RecordQuery,
} from '@botscope/records';
import fc from 'fast-check';
import { BOTS, CONVERSATIONS, ENVIRONMENTS, TURNS } from '../corpus/values.ts';
import type { RecordFilter } from './record-filters.ts';

interface Address {
  readonly uid?: string | undefined;
  readonly bot?: string | undefined;
  readonly environment?: string | undefined;
  readonly turnId?: string | undefined;
  readonly recordUid?: string | undefined;
}

const some = <T>(values: readonly T[]) => fc.constantFrom(...values);
const mostly = <T>(values: readonly T[]) => fc.option(some(values), { nil: undefined, freq: 3 });
const talks = [3, 12, 30, 57].map((index) => `talk ${index}`);
const place = { bot: mostly(BOTS), environment: mostly(ENVIRONMENTS) };

/** What the addresses of pages name: a conversation, a turn, a record. */
const ADDRESSES: readonly fc.Arbitrary<Address>[] = [
  fc.record({ uid: some([...CONVERSATIONS, ...talks, 'nobody "x"']), ...place }),
  fc.record({
    turnId: some([...TURNS, ...talks.map((talk) => `${talk} turn 0`)]),
    uid: mostly([...CONVERSATIONS, ...talks]),
    ...place,
  }),
  fc.integer({ min: 750, max: 1499 }).map((index) => ({ recordUid: `u${String(index).padStart(5, '0')}` })),
];

function toQuery({ recordUid, turnId, uid, bot, environment }: Address, context: QueryContext): RecordQuery {
  if (recordUid !== undefined) return buildRecordByUidQuery('records', recordUid, context);
  const narrowed = { ...(bot === undefined ? {} : { bot }), ...(environment === undefined ? {} : { environment }) };
  if (turnId === undefined) return buildConversationQuery({ ...narrowed, uid: uid ?? '' }, context);
  return buildTurnQuery({ ...narrowed, ...(uid === undefined ? {} : { uid }), turnId }, context);
}

function isAt(record: BotRecord, { recordUid, turnId, uid, bot, environment }: Address): boolean {
  const conversations = [ATTR_CONVERSATION_ID, ATTR_SESSION_ID].map((name) => readAttribute(record, name));
  return (
    ['conversation', 'step', 'log'].includes(record.kind) &&
    (recordUid === undefined || record.uid === recordUid) &&
    (turnId === undefined || record.turnId === turnId) &&
    (uid === undefined || conversations.includes(uid)) &&
    (bot === undefined || record.botId === bot) &&
    (environment === undefined || record.environment === environment)
  );
}

const isGiven = ([, value]: readonly [string, string | undefined]): boolean => value !== undefined;

/** Addresses of one conversation, one turn, one record, as many of each. */
export function sampleAddressFilters(count: number, seed: number): RecordFilter[] {
  const contexts: readonly QueryContext[] = [{}, { indexedLabels: new Set(['service_name']) }];
  return ADDRESSES.flatMap((address, kind) =>
    fc
      .sample(address, { seed: seed + kind, numRuns: Math.round(count / ADDRESSES.length) })
      .map((one, index): RecordFilter => ({
        ...{ page: 'conversation', tenant: 'bots' },
        cells: Object.entries(one)
          .filter(isGiven)
          .map(([name]) => `address ${name} is`),
        queries: [toQuery(one, contexts[index % 2] ?? {})],
        matches: (record) => isAt(record, one),
      })),
  );
}

import { ATTR_OUTCOME, retentionDays } from '@botscope/conventions';
import type { CorpusRecord } from './corpus-record.ts';
import { makeAuditChange } from './make-audit-change.ts';
import { makeTurn } from './make-turn.ts';
import { createRandom } from './random.ts';

const SECOND = 1_000_000_000n;
const DAY = 86_400n * SECOND;
const SEED = 20_261_121;
/** A turn has 10.5 records on average. */
const RECORDS_PER_TURN = 10.5;
const TURNS_PER_CONVERSATION = 4;
const CHANGES_PER_CONVERSATION = 2;
const TURN_DISTANCE = 20n * SECOND;
const LONGEST_CONVERSATION = BigInt(TURNS_PER_CONVERSATION + 1) * TURN_DISTANCE;

/** What is to be generated; the same options give the same records. */
export interface CorpusOptions {
  /** About so many records, before `keeps`. */
  readonly records: number;
  readonly spanNanos: bigint;
  readonly endUnixNano: bigint;
  /** Which of them are meant. Default: all. */
  readonly keeps?: (record: CorpusRecord) => boolean;
}

/** Conversations in a corpus of so many records: their numbers go from 0 to this. */
export function countConversations({ records }: Pick<CorpusOptions, 'records'>): number {
  return Math.ceil(records / (RECORDS_PER_TURN * TURNS_PER_CONVERSATION + CHANGES_PER_CONVERSATION));
}

/** When a conversation of the corpus begins; the last one ends before the corpus does. */
export function toStart(options: CorpusOptions, conversation: number): bigint {
  const { spanNanos, endUnixNano } = options;
  const startsNanos = spanNanos - LONGEST_CONVERSATION;
  return endUnixNano - spanNanos + (startsNanos * BigInt(conversation)) / BigInt(countConversations(options));
}

/** Conversations one after the other, as bots record them; successful calls only for as long as they are kept. */
export function* generateCorpus(options: CorpusOptions): Generator<CorpusRecord, void> {
  const random = createRandom(SEED);
  const keptCalls = options.endUnixNano - BigInt(retentionDays('api-success')) * DAY;
  const isKept = (record: CorpusRecord) =>
    (record.tenant !== 'api' || record.attributes[ATTR_OUTCOME] === 'error' || record.timestampUnixNano > keptCalls) &&
    (options.keeps?.(record) ?? true);
  for (let conversation = 0; conversation < countConversations(options); conversation++) {
    for (const record of makeConversation(random, conversation, toStart(options, conversation)))
      if (isKept(record)) yield record;
  }
}

function* makeConversation(random: () => number, conversation: number, start: bigint): Generator<CorpusRecord, void> {
  for (let n = 0; n < CHANGES_PER_CONVERSATION; n++)
    yield makeAuditChange(random, conversation * CHANGES_PER_CONVERSATION + n, start + BigInt(n) * SECOND);
  for (let turn = 1; turn <= TURNS_PER_CONVERSATION; turn++)
    yield* makeTurn(random, conversation, turn, start + BigInt(turn) * TURN_DISTANCE);
}

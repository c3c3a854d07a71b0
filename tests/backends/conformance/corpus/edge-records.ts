import type { Tenant } from '@botscope/conventions';
import type { CorpusRecord } from './corpus-record.ts';

const SECOND = 1_000_000_000n;
const HOUR = 3600n * SECOND;
const DAY = 24n * HOUR;
/** How late records come: in Loki behind the newest of their streams by more than it takes without time sharding. */
const LATENESS = [6n * HOUR, 6n * DAY, 29n * DAY];

/** Where large bodies lie: before the range that filters are asked for. */
export const LARGE_BODIES_BEFORE_NANOS = 300n * SECOND;
/** Longest line, in bytes. */
export const MOST_LINE_BYTES = 1_048_576;
const MOST_METADATA_BYTES = 65_000;

/** Where crowded instants lie: before the large bodies. */
export const CROWDED_BEFORE_NANOS = 600n * SECOND;
/** Records at one nanosecond: more than a page, and more than an engine gives at once. */
export const CROWDS = [300, 5300] as const;
/** Environment of the crowds. */
export const CROWDED_ENVIRONMENT = 'crowded';

const KINDS: readonly (readonly [kind: string, tenant: Tenant, event: string])[] = [
  ['audit', 'audit', 'bot.audit.change'],
  ['api', 'api', 'bot.api.call'],
  ['log', 'bots', 'bot.log'],
  ['step', 'bots', 'bot.turn.completed'],
  ['conversation', 'bots', 'bot.message.received'],
];

/** Some of each kind, hours and days late, several at one time. */
export function createLateRecords(nowUnixNano: bigint): CorpusRecord[] {
  return LATENESS.flatMap((late, i) =>
    KINDS.flatMap(([kind, tenant, event]) =>
      [0n, 0n, 1n, SECOND].map((more, j) => ({
        tenant,
        resource: { 'service.name': 'bot', 'deployment.environment.name': 'staging' },
        record: {
          timestampUnixNano: nowUnixNano - late - more,
          body: JSON.stringify({ text: `late ${i}`, input: { text: `late ${i}` } }),
          attributes: {
            'bot.record.kind': kind,
            'bot.event': event,
            'bot.id': 'shop',
            'bot.outcome': 'success',
            'bot.turn.index': 1,
            'gen_ai.conversation.id': `late ${i}`,
            'log.record.uid': `l-${kind}-${i}-${j}`,
          },
        },
      })),
    ),
  );
}

function toLarge(name: string, body: string, more: Readonly<Record<string, string>> = {}): CorpusRecord {
  return {
    tenant: 'api',
    resource: { 'service.name': 'bot', 'deployment.environment.name': 'production' },
    record: {
      timestampUnixNano: 0n,
      body,
      attributes: { 'bot.record.kind': 'api', 'bot.event': 'bot.api.call', 'log.record.uid': `big-${name}`, ...more },
    },
  };
}

/** Bodies and attributes at the limits of what Loki takes. */
export function createLargeRecords(nowUnixNano: bigint): CorpusRecord[] {
  const needle = 'İstanbul needle';
  const spare = MOST_LINE_BYTES - Buffer.byteLength(needle);
  const records = [
    toLarge('ascii', 'x'.repeat(spare) + needle),
    toLarge('begin', needle + 'y'.repeat(spare)),
    toLarge('wide', '🙂'.repeat(MOST_LINE_BYTES / 4)),
    toLarge('json', JSON.stringify({ request: { body: '"\\'.repeat(100_000) } })),
    toLarge('middle', 'z'.repeat(240 * 1024)),
    toLarge('metadata', 'tiny', { 'bot.log.label': 'm'.repeat(MOST_METADATA_BYTES) }),
    toLarge('entries', '', Object.fromEntries(Array.from({ length: 110 }, (_, i) => [`own.${i}`, String(i)]))),
  ];
  return records.map(({ record, ...one }, i) => ({
    ...one,
    record: { ...record, timestampUnixNano: nowUnixNano - LARGE_BODIES_BEFORE_NANOS - BigInt(i) * SECOND },
  }));
}

/** Instants that hold more records than a page, in two streams each. */
export function createCrowdedRecords(nowUnixNano: bigint): CorpusRecord[] {
  return CROWDS.flatMap((size, crowd) =>
    Array.from({ length: size }, (_, i) => ({
      tenant: 'bots' as const,
      resource: { 'service.name': i % 2 ? 'bot' : 'shop-bot', 'deployment.environment.name': CROWDED_ENVIRONMENT },
      record: {
        timestampUnixNano: nowUnixNano - CROWDED_BEFORE_NANOS - BigInt(crowd) * SECOND,
        body: String(i),
        attributes: {
          'bot.record.kind': 'log',
          'bot.event': 'bot.log',
          'bot.log.label': `crowd ${size}`,
          // Not in the order in which they are sent.
          'log.record.uid': `c${crowd}-${String((i * 7919) % size).padStart(5, '0')}`,
        },
      },
    })),
  );
}

const EVERY_NTH = 9;
const OBSERVED_LATER = 5n * SECOND;

/** Some records again, observed later: other bytes, the same uid. */
export function observeAgain(records: readonly CorpusRecord[]): CorpusRecord[] {
  return takeEvery(records, 1).map(({ record, ...one }) => ({
    ...one,
    record: { ...record, observedUnixNano: (record.timestampUnixNano ?? 0n) + OBSERVED_LATER },
  }));
}

/** Some records again, byte by byte. */
export function sendAgain(records: readonly CorpusRecord[]): CorpusRecord[] {
  return takeEvery(records, 2);
}

/** Copies of some records that are kept long: the same time, uid and body. */
export function pin(records: readonly CorpusRecord[]): CorpusRecord[] {
  return takeEvery(records, 3).map(toPinned);
}

/** Copies of all records of some conversations, as flagging them makes. */
export function pinConversations(records: readonly CorpusRecord[]): CorpusRecord[] {
  const uids = [...new Set(records.map(toConversation))];
  const chosen = new Set(uids.filter((_, index) => index % EVERY_NTH === 3));
  return records.filter((record) => chosen.has(toConversation(record))).map(toPinned);
}

const toConversation = ({ record: { attributes } }: CorpusRecord) =>
  attributes['gen_ai.conversation.id'] ?? attributes['session.id'];

const toPinned = ({ record, ...one }: CorpusRecord): CorpusRecord => ({
  ...one,
  record: { ...record, attributes: { ...record.attributes, 'bot.retention': 'pinned' } },
});

function takeEvery(records: readonly CorpusRecord[], offset: number): CorpusRecord[] {
  return records.filter((_, index) => index % EVERY_NTH === offset);
}

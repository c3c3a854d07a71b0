import type { PlainRecord } from '../run/otlp-json.ts';
import { nowUnixNano } from '../run/otlp-json.ts';
import type { Batch } from './two-stores.ts';

const SECOND_NANOS = 1_000_000_000n;
/** Loki moves the range of a metric query to multiples of its step; with these bounds it stays where it is. */
const MINUTE_NANOS = 60n * SECOND_NANOS;
/** Older records go into streams of their own in Loki, with a label that readers do not know. */
const AGE_NANOS = 1500n * SECOND_NANOS;
const COUNT = 300;

const BODIES: readonly ((index: number) => string)[] = [
  (index) => JSON.stringify({ text: `order ${index}`, items: index % 7, nested: { path: `/a/${index % 3}` } }),
  (index) => JSON.stringify({ text: 'say "hi" \\ C:\\new', emoji: '🙂', name: 'İstanbul', index }),
  (index) => `level=info msg="took a while" took=${index % 5}ms user=ada`,
  (index) => `plain text ${index} with 'quotes' and\ta tab`,
  () => JSON.stringify({ note: 'x'.repeat(2000) }),
];

function toRecord(kind: string, index: number, startUnixNano: bigint): PlainRecord {
  return {
    // One nanosecond each: the order of entries with the same time is nobody's promise.
    timestampUnixNano: startUnixNano + BigInt(index) * SECOND_NANOS + BigInt(index),
    severityNumber: [9, 13, 17][index % 3] ?? 9,
    body: BODIES[index % BODIES.length]?.(index) ?? '',
    attributes: {
      'bot.record.kind': kind,
      'bot.id': index % 4 === 0 ? 'shop' : 'bank',
      'session.id': `s-${index % 11}`,
      'bot.duration_ms': (index * 37) % 1000,
      ...(index % 2 === 0 ? { 'bot.outcome': index % 10 === 0 ? 'error' : 'success' } : {}),
    },
  };
}

/** The records that both stores have, over a few minutes, and when they begin and end. */
export function createRecords(): {
  readonly batches: readonly Batch[];
  readonly startUnixNano: bigint;
  readonly endUnixNano: bigint;
} {
  const startUnixNano = ((nowUnixNano() - AGE_NANOS) / MINUTE_NANOS) * MINUTE_NANOS;
  const of = (kind: string, count: number): PlainRecord[] =>
    Array.from({ length: count }, (_, index) => toRecord(kind, index, startUnixNano));
  return {
    startUnixNano,
    endUnixNano: startUnixNano + BigInt(COUNT) * SECOND_NANOS,
    batches: [
      {
        tenant: 'bots',
        resource: { 'service.name': 'bot', 'deployment.environment.name': 'sandbox' },
        records: of('log', COUNT),
      },
      { tenant: 'api', resource: { 'service.name': 'bot' }, records: of('api', 40) },
      { tenant: 'audit', resource: { 'service.name': 'bot' }, records: of('audit', 20) },
    ],
  };
}

import fc from 'fast-check';
import { withoutAbsent, type CorpusRecord } from './corpus-record.ts';
import { BOTS, ENVIRONMENTS, RESOURCES } from './values.ts';

const SECOND = 1_000_000_000n;
/** They lie so long before the ordinary records, a few seconds apart. */
const BEFORE_SECONDS = { from: 540, to: 120 };
const COUNT = 120;

const some = <T>(values: readonly T[]) => fc.constantFrom(...values);
const maybe = <T>(values: readonly T[]) => fc.option(some(values), { nil: undefined, freq: 4 });
const count = fc.nat(5);

const sketch = fc.record({
  second: fc.integer({ min: -BEFORE_SECONDS.from, max: -BEFORE_SECONDS.to }),
  resource: some(RESOURCES),
  environment: some(ENVIRONMENTS),
  bot: some(BOTS),
  failed: fc.boolean(),
  durationMs: fc.oneof(fc.nat(5000), some([12.5, 0])),
  ...{ calls: count, failedCalls: count, spooled: count, dropped: maybe([0, 3, 7]) },
  ...{ host: some(['api.example', 'acme.zendesk.com', '']), stepName: maybe(['Load order', 'Refund "x"']) },
  sampled: fc.boolean(),
});
type Sketch = typeof sketch extends fc.Arbitrary<infer Value> ? Value : never;

function toRunTimeBody(s: Sketch): object {
  return {
    rss: 120_000_000 + s.durationMs,
    heap: 60_000_000,
    eventLoopP99Ms: s.durationMs / 7,
    cpu: 0.25,
    spool: { depth: s.spooled, lagMs: s.durationMs },
    counters: { 'records.dropped': s.dropped, records: { dropped: s.dropped ?? null }, 'audit.emitted': s.calls },
  };
}

function toRecords(s: Sketch, index: number, nowUnixNano: bigint): CorpusRecord[] {
  const emit = (kind: string, event: string, attributes: object, body: object): CorpusRecord => ({
    tenant: 'bots',
    resource: withoutAbsent({ ...s.resource, 'deployment.environment.name': s.environment }),
    record: {
      timestampUnixNano: nowUnixNano + BigInt(s.second) * SECOND,
      body: JSON.stringify(body),
      attributes: withoutAbsent({
        'bot.record.kind': kind,
        'bot.event': event,
        'bot.id': s.bot,
        'log.record.uid': `o${index}-${event}`,
        ...attributes,
      }),
    },
  });
  const outcome = s.failed
    ? { 'bot.outcome': 'error', 'error.type': '500', 'bot.error.fingerprint': `f${s.calls}` }
    : { 'bot.outcome': 'success' };
  const duration = { 'bot.duration_ms': s.durationMs };
  const counts = { 'bot.turn.api_call_count': s.calls, 'bot.turn.api_error_count': s.failedCalls };
  const calls = s.host === '' ? [] : [{ host: s.host, durationMs: s.durationMs }];
  return [
    emit('step', 'bot.turn.completed', { ...outcome, ...duration, ...counts }, { input: 'x' }),
    emit('step', 'bot.step.completed', { ...outcome, ...duration, 'bot.step.name': s.stepName }, { calls }),
    ...(s.sampled ? [emit('log', 'bot.runtime.sampled', {}, toRunTimeBody(s))] : []),
  ];
}

/** Turns, steps and run-time samples over some minutes, for what counts and computes; the same for the same seed. */
export function createOperationRecords(seed: number, nowUnixNano: bigint): CorpusRecord[] {
  return fc.sample(sketch, { seed, numRuns: COUNT }).flatMap((one, index) => toRecords(one, index, nowUnixNano));
}

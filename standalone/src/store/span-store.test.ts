import type { OtlpSpan } from '@botscope/otlp';
import { describe, expect, it } from 'vitest';
import type { SpanScan, StoredSpan } from './span-reader.ts';
import { NOW_MILLIS, NOW_NANO, openTestStore, toMap, toTestResource } from './test-records.ts';

const TRACE = '00000000000000000000000000000abc';

function toSpan(parts: Partial<OtlpSpan>): StoredSpan {
  return {
    resource: toTestResource(),
    scope: { name: 'scope', version: '1', attributes: toMap({}), droppedAttributesCount: 0 },
    span: {
      traceId: TRACE,
      spanId: 'b7ad6b7169203331',
      parentSpanId: '',
      traceState: '',
      flags: 257,
      name: 'turn',
      kind: 2,
      startTimeUnixNano: NOW_NANO,
      endTimeUnixNano: NOW_NANO + 5n,
      attributes: toMap({ 'bot.operation': 'turn', 'bot.duration_ms': 5n, share: 0.5, ['__proto__']: true }),
      droppedAttributesCount: 0,
      events: [],
      droppedEventsCount: 0,
      links: [],
      droppedLinksCount: 0,
      status: { code: 2, message: 'failed' },
      ...parts,
    },
  };
}

describe('appendSpans', () => {
  it('has a span readable, exactly as it came, once it resolves', async () => {
    const store = openTestStore();
    await store.appendSpans([toSpan({})]);
    expect(store.spanReader.traceById(TRACE)).toEqual([toSpan({})]);
  });

  it('stores a span once when it comes again, also in another file', async () => {
    let now = NOW_MILLIS;
    const store = openTestStore({ clock: () => now });
    await store.appendSpans([toSpan({}), toSpan({})]);
    now += 86_400_000;
    await store.appendSpans([toSpan({})]);
    expect(store.spanReader.traceById(TRACE)).toHaveLength(1);
  });
});

describe('traceById', () => {
  it('finds a trace without its leading zeros and orders its spans by start', async () => {
    const store = openTestStore();
    const starts = [3n, 1n, 2n].map((offset) => NOW_NANO + offset);
    await store.appendSpans(
      starts.map((startTimeUnixNano, i) => toSpan({ startTimeUnixNano, spanId: `00000000000000b${i}` })),
    );
    const found = store.spanReader.traceById('ABC').map(({ span }) => span.startTimeUnixNano - NOW_NANO);
    expect(found).toEqual([1n, 2n, 3n]);
  });

  it('answers nothing for an unknown trace', () => {
    expect(openTestStore().spanReader.traceById('1')).toEqual([]);
  });
});

describe('scan', () => {
  it('gives spans by start in both directions, from several files', async () => {
    const store = openTestStore({ limits: { maxRowsPerFile: 2 } });
    for (const offset of [4n, 1n, 3n, 0n, 2n]) {
      await store.appendSpans([
        toSpan({ startTimeUnixNano: NOW_NANO + offset, spanId: `000000000000000${offset + 1n}` }),
      ]);
    }
    const starts = (direction: SpanScan['direction']) =>
      [...store.spanReader.scan({ startUnixNano: NOW_NANO + 1n, endUnixNano: NOW_NANO + 4n, direction })].map(
        ({ span }) => span.startTimeUnixNano - NOW_NANO,
      );
    expect(starts('backward')).toEqual([3n, 2n, 1n]);
    expect(starts('forward')).toEqual([1n, 2n, 3n]);
  });
});

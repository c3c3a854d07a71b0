import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LokiEntry } from '../loki/loki-entry.ts';
import type { RecordQuery } from '../queries/record-query.ts';
import type { BotRecord } from '../record/bot-record.ts';
import { toEntry } from '../../test/test-entries.ts';
import { createTestLoki } from '../../test/test-loki.ts';
import { collectRecords } from './collect-records.ts';
import { createPager, type Pager, type RecordPage } from './pager.ts';

const DAY = 86_400_000_000_000n;
const START = 1_700_000_000_000_000_000n;

const query = (logql: string): RecordQuery => ({ area: 'records', selector: '{bot_record_kind="log"}', logql });
const ALL = query('{bot_record_kind="log"}');
/** Two queries that overlap and together find everything. */
const HALVES = [query('{bot_record_kind="log"} | half != "a"'), query('{bot_record_kind="log"} | half != "b"')];

interface Sketch {
  readonly offset: bigint;
  readonly uid: string;
  readonly half: string;
  readonly copies: number;
}

/** Records crowded on few nanoseconds, and delivered up to three times. */
const sketches = fc.uniqueArray(
  fc.record({
    offset: fc.oneof(
      fc.bigInt({ min: 0n, max: 3n }),
      fc.bigInt({ min: 0n, max: 90n }).map((day) => day * DAY),
    ),
    uid: fc.string({ unit: fc.constantFrom('A', 'B', 'C', '0'), minLength: 1, maxLength: 4 }),
    half: fc.constantFrom('a', 'b', 'c'),
    copies: fc.integer({ min: 1, max: 3 }),
  }),
  { selector: ({ uid }) => uid, maxLength: 50 },
);

function toEntries(records: readonly Sketch[]): readonly LokiEntry[] {
  return records.flatMap(({ offset, uid, half, copies }) =>
    Array.from({ length: copies }, (_, i) => {
      const retention = i === 2 ? 'pinned' : undefined;
      const attributes = { 'bot.record.kind': 'log', 'log.record.uid': uid, half, 'bot.retention': retention };
      return toEntry(START + offset, attributes);
    }),
  );
}

/** Uids in the order that the list promises. */
function toExpected(records: readonly Sketch[]): readonly string[] {
  const sorted = [...records].sort((a, b) => {
    if (a.offset !== b.offset) return a.offset > b.offset ? -1 : 1;
    return a.uid > b.uid ? -1 : 1;
  });
  return sorted.map(({ uid }) => uid);
}

const RANGE = { startUnixNano: START, endUnixNano: START + 100n * DAY };
const toUids = (records: readonly BotRecord[]) => records.map(({ uid }) => uid);

async function readAll(pager: Pager): Promise<readonly RecordPage[]> {
  const pages: RecordPage[] = [];
  do pages.push(await pager.nextPage());
  while (!pages.at(-1)?.done);
  return pages;
}

describe('createPager', () => {
  it('shows the copy that is kept long, else the one whose text sorts first, whichever a store gives first', async () => {
    const copy = (observed: number, retention?: string) =>
      toEntry(START, {
        ...{ 'bot.record.kind': 'log', 'log.record.uid': 'A', 'bot.retention': retention },
        observed_timestamp: observed,
      });
    const showObserved = async (entries: readonly LokiEntry[]) => {
      const { client } = createTestLoki(entries);
      const page = await createPager({ client, queries: [ALL], range: RANGE }).nextPage();
      return page.records.map(({ metadata }) => metadata['observed_timestamp']);
    };
    for (const turn of [(a: LokiEntry, b: LokiEntry) => [a, b], (a: LokiEntry, b: LokiEntry) => [b, a]]) {
      expect(await showObserved(turn(copy(1), copy(2, 'pinned')))).toEqual(['2']);
      expect(await showObserved(turn(copy(1), copy(2)))).toEqual(['1']);
    }
  });

  it('gives every record once, newest first, in an order that page sizes and copies do not change', async () => {
    await fc.assert(
      fc.asyncProperty(sketches, fc.integer({ min: 1, max: 12 }), fc.boolean(), async (records, pageSize, halves) => {
        const { client } = createTestLoki(toEntries(records));
        const queries = halves ? HALVES : [ALL];
        const pages = await readAll(createPager({ client, queries, range: RANGE, pageSize }));
        expect(pages.flatMap((page) => toUids(page.records))).toEqual(toExpected(records));
        for (const page of pages.slice(0, -1)) expect(page.records).toHaveLength(pageSize);
      }),
      { numRuns: 300 },
    );
  });

  it('goes on from a cursor as if it had never stopped', async () => {
    await fc.assert(
      fc.asyncProperty(sketches, fc.integer({ min: 1, max: 9 }), async (records, pageSize) => {
        const { client } = createTestLoki(toEntries(records));
        const uids: string[] = [];
        let page: RecordPage | undefined;
        do {
          const cursor = page?.cursor ? { cursor: page.cursor } : {};
          page = await createPager({ client, queries: [ALL], range: RANGE, pageSize, ...cursor }).nextPage();
          uids.push(...toUids(page.records));
        } while (!page.done);
        expect(uids).toEqual(toExpected(records));
      }),
      { numRuns: 200 },
    );
  });

  it('loses and doubles nothing when requests fail in between', async () => {
    await fc.assert(
      fc.asyncProperty(sketches, fc.infiniteStream(fc.integer({ min: 0, max: 2 })), async (records, dice) => {
        const { client } = createTestLoki(toEntries(records), {
          beforeAnswer: () => {
            if (dice.next().value === 0) throw new Error('HTTP 502');
          },
        });
        const pager = createPager({ client, queries: HALVES, range: RANGE, pageSize: 5 });
        const uids: string[] = [];
        for (let done = false; !done;) {
          const page = await pager.nextPage().catch(() => undefined);
          uids.push(...toUids(page?.records ?? []));
          done = page?.done ?? false;
        }
        expect(uids).toEqual(toExpected(records));
      }),
      { numRuns: 100 },
    );
  });

  it('answers calls made at the same time one after the other', async () => {
    const records = ['A', 'B', 'C', 'D'].map((uid, i) => ({ offset: BigInt(i), uid, half: 'a', copies: 1 }));
    const { client } = createTestLoki(toEntries(records));
    const pager = createPager({ client, queries: [ALL], range: RANGE, pageSize: 2 });
    const pages = await Promise.all([pager.nextPage(), pager.nextPage()]);
    expect(pages.map((page) => toUids(page.records))).toEqual([
      ['D', 'C'],
      ['B', 'A'],
    ]);
  });

  it('reads a page of a dense range in one request', async () => {
    const entries = Array.from({ length: 500 }, (_, i) =>
      toEntry(START + BigInt(i), { 'bot.record.kind': 'log', 'log.record.uid': `u${String(i).padStart(3, '0')}` }),
    );
    const { client, requests } = createTestLoki(entries);
    const range = { startUnixNano: START, endUnixNano: START + 500n };
    const page = await createPager({ client, queries: [ALL], range }).nextPage();
    expect([page.records.length, page.done, requests.length]).toEqual([100, false, 1]);
  });

  it('passes over days that hold nothing', async () => {
    const { client, requests } = createTestLoki([
      toEntry(START, { 'bot.record.kind': 'log', 'log.record.uid': 'old' }),
    ]);
    const range = { startUnixNano: START, endUnixNano: START + 400n * DAY };
    const page = await createPager({ client, queries: [ALL], range }).nextPage();
    expect(toUids(page.records)).toEqual(['old']);
    const queries = requests.filter(({ path }) => path === 'query_range');
    expect(queries.map(({ params }) => params['start'])).toEqual([String(START + 393n * DAY), String(START)]);
  });

  it("stays inside a query's own bounds", async () => {
    const entries = [1n, 2n, 3n, 4n].map((offset) =>
      toEntry(START + offset, { 'bot.record.kind': 'log', 'log.record.uid': String(offset) }),
    );
    const { client } = createTestLoki(entries);
    const bounded = { ...ALL, startUnixNano: START + 2n, endUnixNano: START + 4n };
    const page = await createPager({ client, queries: [bounded], range: RANGE }).nextPage();
    expect(toUids(page.records)).toEqual(['3', '2']);
  });

  it('tells how far it has come', async () => {
    const { client } = createTestLoki([]);
    const fractions: number[] = [];
    const onProgress = ({ fraction }: { fraction: number }) => void fractions.push(fraction);
    const page = await createPager({ client, queries: [ALL], range: RANGE, onProgress }).nextPage();
    expect(page).toMatchObject({ records: [], done: true, progress: { fraction: 1 } });
    expect(fractions).toEqual([0.07, 0.37, 0.67, 0.97, 1]);
  });

  it('stops when it is aborted', async () => {
    const pager = createPager({ client: createTestLoki([]).client, queries: [ALL], range: RANGE });
    await expect(pager.nextPage(AbortSignal.abort())).rejects.toThrow(/abort/i);
  });
});

describe('collectRecords', () => {
  const records = Array.from({ length: 30 }, (_, i) => ({ offset: BigInt(i), uid: `u${i}`, half: 'a', copies: 1 }));
  const { client } = createTestLoki(toEntries(records));

  it('reads everything', async () => {
    const found = await collectRecords({ client, queries: [ALL], range: RANGE });
    expect([found.records.length, found.complete]).toEqual([30, true]);
  });

  it('stops at its limit and says so', async () => {
    const found = await collectRecords({ client, queries: [ALL], range: RANGE, maxRecords: 12 });
    expect([found.records.length, found.complete]).toEqual([12, false]);
  });

  it('tells of a small part first, then whenever that has doubled', async () => {
    const many = Array.from({ length: 4_500 }, (_, i) => ({ offset: BigInt(i), uid: `u${i}`, half: 'a', copies: 1 }));
    const store = createTestLoki(toEntries(many)).client;
    const parts: BotRecord[][] = [];
    const onPart = (part: readonly BotRecord[]) => void parts.push([...part]);
    const found = await collectRecords({ client: store, queries: [ALL], range: RANGE, onPart });
    expect(parts.map(({ length }) => length)).toEqual([200, 1_200, 3_200]);
    expect(new Set(toUids(found.records)).size).toBe(4_500);
    expect(parts.map((part) => toUids(part))).toEqual(
      parts.map(({ length }) => toUids(found.records.slice(0, length))),
    );
  });
});

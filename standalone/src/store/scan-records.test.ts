import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStore } from './open-store.ts';
import type { ScanHints, StoredRecord } from './record-reader.ts';
import { createTestDirectory, NOW_MILLIS, NOW_NANO, openTestStore, readAll, toNewRecord } from './test-records.ts';

const lines = (records: readonly StoredRecord[]) => records.map((record) => record.line);

describe('scan', () => {
  const records = fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 6 }),
      tenant: fc.constantFrom('bots', 'api'),
      kind: fc.constantFrom('api', 'step', 'log'),
      outcome: fc.constantFrom('success', 'error', ''),
      conversation: fc.constantFrom('c1', 'c2', ''),
      session: fc.constantFrom('c1', 's1', ''),
      method: fc.constantFrom('GET', 'POST', '<', ''),
      version: fc.constantFrom('GET', '1'),
      shadow: fc.constantFrom('step', ''),
    }),
    { maxLength: 40 },
  );
  const hints = fc.dictionary(
    fc.constantFrom(
      'bot_outcome',
      'bot_record_kind',
      'gen_ai_conversation_id',
      'session_id',
      'method',
      'service_version',
      'severity_number',
    ),
    fc.uniqueArray(fc.constantFrom('c1', 's1', 'GET', '<', 'error', 'step', '', '9', '[1]'), {
      minLength: 1,
      maxLength: 3,
    }),
    { maxKeys: 3 },
  );

  it('gives every record that meets the hints, in order, from any number of files', async () => {
    await fc.assert(
      fc.asyncProperty(
        records,
        hints,
        fc.option(fc.array(hints, { maxLength: 2 })),
        fc.integer({ min: 2, max: 20 }),
        async (list, wanted, anyOf, maxRowsPerFile) => {
          const dataDirectory = createTestDirectory();
          const store = openStore({
            dataDirectory,
            clock: () => NOW_MILLIS,
            limits: { maxRowsPerFile, groupCommitMillis: 0 },
          });
          const prepared = list.map((one, index) =>
            toNewRecord({
              tenant: one.tenant,
              timestampUnixNano: NOW_NANO + BigInt(one.at),
              body: String(index),
              resource: { 'service.name': 'bot', 'service.version': one.version },
              attributes: withoutEmpty({
                'bot.record.kind': one.kind,
                'bot.outcome': one.outcome,
                'gen_ai.conversation.id': one.conversation,
                'session.id': one.session,
                method: one.method,
                bot_outcome: one.shadow,
              }),
            }),
          );
          for (let i = 0; i < prepared.length; i += 8) await store.appendRecords(prepared.slice(i, i + 8));
          const scan = {
            hints: wanted,
            ...(anyOf === null ? {} : { anyOf }),
            startUnixNano: NOW_NANO + 1n,
            endUnixNano: NOW_NANO + 6n,
          };
          const matches = (record: StoredRecord) =>
            meets(record, wanted) && (anyOf === null || anyOf.some((one) => meets(record, one)));
          const expected = list
            .map((one, index) => ({ ...one, line: String(index) }))
            .filter((one) => one.tenant === 'bots' && one.at >= 1 && one.at < 6)
            .sort((left, right) => left.at - right.at)
            .map((one) => one.line);
          const all = readAll(store.reader, { ...scan, hints: {}, anyOf: [{}], direction: 'forward' });
          expect(lines(all)).toEqual(expected);
          const found = readAll(store.reader, { ...scan, direction: 'forward' });
          expect(lines(found.filter(matches))).toEqual(lines(all.filter(matches)));
          expect(lines(readAll(store.reader, scan))).toEqual(lines(found).reverse());
          store.close();
        },
      ),
      { numRuns: 30 },
    );
  });

  function withoutEmpty(attributes: Record<string, string>): Record<string, string> {
    return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));
  }

  /** Both readings of a name that is label and metadata at once are allowed. */
  function meets(record: StoredRecord, wanted: ScanHints): boolean {
    return Object.entries(wanted).every(
      ([name, values]) =>
        values.includes(record.metadata[name] ?? record.labels[name] ?? '') ||
        values.includes(record.labels[name] ?? record.metadata[name] ?? ''),
    );
  }

  it('reads no more than it is asked for', async () => {
    const store = openTestStore();
    await store.appendRecords(
      Array.from({ length: 1000 }, (_, i) => toNewRecord({ body: String(i), timestampUnixNano: NOW_NANO + BigInt(i) })),
    );
    const scan = store.reader.scan({
      tenant: 'bots',
      startUnixNano: 0n,
      endUnixNano: 2n ** 62n,
      direction: 'backward',
      hints: {},
    });
    const found: string[] = [];
    for (const record of scan) if (found.push(record.line) === 450) break;
    expect(found).toEqual(Array.from({ length: 450 }, (_, i) => String(999 - i)));
    await store.appendRecords([toNewRecord({ body: 'later' })]);
  });

  it.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])('leaves out what is not asked for (line %s, metadata %s)', async (line, metadata) => {
    const store = openTestStore();
    await store.appendRecords(
      [1n, 2n].map((at) =>
        toNewRecord({
          body: `${at}`,
          timestampUnixNano: at,
          attributes: { 'bot.id': 'b', a: 'x', 'bot.turn.id': `${at}` },
        }),
      ),
    );
    const records = readAll(store.reader, { needs: { line, metadata }, hints: { bot_turn_id: ['2'], bot_id: ['b'] } });
    const [all] = readAll(store.reader, { hints: { bot_turn_id: ['2'] } });
    expect(records).toEqual([{ ...all, ...(line ? {} : { line: '' }), ...(metadata ? {} : { metadata: {} }) }]);
  });

  it('has metadata with the name of an index label even when no metadata is asked for', async () => {
    const store = openTestStore();
    await store.appendRecords([toNewRecord({ attributes: { bot_id: 'shadow' } })]);
    const [record] = readAll(store.reader, { needs: { line: false, metadata: false } });
    expect(record?.metadata['bot_id']).toBe('shadow');
  });

  it('shows metadata with the name of a label of its stream under a name of its own, as Loki does', async () => {
    const store = openTestStore();
    await store.appendRecords([toNewRecord({ attributes: { 'bot.id': 'b', bot_id: 'shadow' } })]);
    const [record] = readAll(store.reader);
    expect(record?.labels['bot_id']).toBe('b');
    expect(record?.metadata).toMatchObject({ bot_id_extracted: 'shadow' });
    expect(record?.metadata).not.toHaveProperty('bot_id');
  });

  it("shows and finds the resource's value where a record has one of the same name, as Loki does", async () => {
    const store = openTestStore();
    const own = { 'session.id': 'own', team: 'own', n: '1' };
    await store.appendRecords([
      toNewRecord({ attributes: own, resource: { 'session.id': 'all', team: 'all' } }),
      toNewRecord({ attributes: { ...own, n: '2' }, resource: { team: '' } }),
    ]);
    const find = (hints: ScanHints) => readAll(store.reader, { hints }).map(({ metadata }) => metadata);
    expect(find({ session_id: ['all'] })).toMatchObject([{ session_id: 'all', team: 'all', n: '1' }]);
    expect(find({ session_id: ['own'] })).toMatchObject([{ session_id: 'own', team: 'own', n: '2' }]);
  });

  it('narrows a conversation by its index', async () => {
    const store = openTestStore();
    await store.appendRecords(
      Array.from({ length: 500 }, (_, i) =>
        toNewRecord({
          body: String(i),
          timestampUnixNano: NOW_NANO + BigInt(i),
          attributes: { 'gen_ai.conversation.id': `c${i % 50}` },
        }),
      ),
    );
    expect(readAll(store.reader, { hints: { gen_ai_conversation_id: ['c7'] } })).toHaveLength(10);
    const either: ScanHints[] = [{ gen_ai_conversation_id: ['c7'] }, { session_id: ['c7'] }];
    expect(readAll(store.reader, { anyOf: either })).toHaveLength(10);
  });
});

describe('series and volume', () => {
  const HOUR = 3_600_000_000_000n;
  const base = (NOW_NANO / HOUR) * HOUR;

  it('know the streams and hourly counts of any range', async () => {
    const store = openTestStore();
    const at = [base - 1n, base, base + 5n, base + HOUR, base + 3n * HOUR - 1n];
    await store.appendRecords(
      at.map((timestampUnixNano, i) =>
        toNewRecord({ timestampUnixNano, body: 'x'.repeat(i), attributes: { 'bot.id': `b${i}` } }),
      ),
    );
    const bots = (start: bigint, end: bigint) =>
      store.reader
        .series('bots', start, end)
        .map((labels) => labels['bot_id'])
        .sort();
    for (let from = 0; from < at.length; from += 1) {
      for (let to = from; to < at.length; to += 1) {
        const expected = at.slice(from, to + 1).map((_, i) => `b${from + i}`);
        expect(bots(at[from] ?? 0n, (at[to] ?? 0n) + 1n)).toEqual(expected);
      }
    }
    expect(bots(base + 6n, base + HOUR)).toEqual([]);
    const volume = store.reader.volume('bots', base, base + HOUR);
    expect(volume.map(({ hourUnixNano, labels, records }) => [hourUnixNano, labels['bot_id'], records])).toEqual([
      [base, 'b1', 1],
      [base, 'b2', 1],
    ]);
  });
});

describe('upToId', () => {
  it('leaves out what arrived later, whatever its time', async () => {
    const store = openTestStore({ limits: { maxRowsPerFile: 2 } });
    for (let index = 0; index < 5; index++) {
      await store.appendRecords([toNewRecord({ body: `${index}`, timestampUnixNano: NOW_NANO - BigInt(index) })]);
    }
    expect(lines(readAll(store.reader, { upToId: 3n }))).toEqual(['0', '1', '2']);
    expect(lines(readAll(store.reader, { upToId: 0n }))).toEqual([]);
  });
});

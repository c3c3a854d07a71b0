import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRecordReader } from './open-record-reader.ts';
import { openStore } from './open-store.ts';
import type { StoredRecord } from './record-reader.ts';
import { StoreError } from './store-error.ts';
import { recordSeriesDirectory } from './store-files.ts';
import { createTestDirectory, NOW_MILLIS, NOW_NANO, openTestStore, readAll, toNewRecord } from './test-records.ts';

const DAY_MILLIS = 86_400_000;
const lines = (records: readonly StoredRecord[]) => records.map((record) => record.line);
const dbFiles = (directory: string) => readdirSync(directory).filter((name) => name.endsWith('.db'));

describe('files', () => {
  it('begin anew with a UTC day, late records included, and merge when read', async () => {
    let now = NOW_MILLIS;
    const store = openTestStore({ clock: () => now });
    await store.appendRecords([toNewRecord({ body: 'today' })]);
    now += DAY_MILLIS;
    await store.appendRecords([
      toNewRecord({ body: 'tomorrow', timestampUnixNano: NOW_NANO + 86_400_000_000_000n }),
      toNewRecord({ body: 'late', timestampUnixNano: NOW_NANO - 1n }),
    ]);
    expect(dbFiles(recordSeriesDirectory(store.dataDirectory, 'bots', 'bots'))).toEqual([
      '000001-2026-09-21.db',
      '000002-2026-09-22.db',
    ]);
    expect(lines(readAll(store.reader))).toEqual(['tomorrow', 'today', 'late']);
  });

  it('go on where they were after the store was closed', async () => {
    const dataDirectory = createTestDirectory();
    for (const body of ['one', 'two']) {
      const store = openStore({ dataDirectory, clock: () => NOW_MILLIS });
      await store.appendRecords([toNewRecord({ body })]);
      store.close();
    }
    expect(dbFiles(recordSeriesDirectory(dataDirectory, 'bots', 'bots'))).toHaveLength(1);
    const reader = openRecordReader(dataDirectory);
    expect(lines(readAll(reader, { direction: 'forward' }))).toEqual(['one', 'two']);
    reader.close();
  });

  it('are removed once their newest record is older than the retention of their class', async () => {
    let now = NOW_MILLIS;
    const store = openTestStore({ clock: () => now });
    const api = { tenant: 'api' as const, attributes: { 'bot.record.kind': 'api', 'bot.outcome': 'success' } };
    await store.appendRecords([
      toNewRecord({ body: 'step' }),
      toNewRecord({ body: 'ok', ...api }),
      toNewRecord({ body: 'failed', tenant: 'api', attributes: { ...api.attributes, 'bot.outcome': 'error' } }),
    ]);
    const left = () => [...lines(readAll(store.reader)), ...lines(readAll(store.reader, { tenant: 'api' }))].sort();
    now += 7 * DAY_MILLIS;
    store.expire();
    expect(left()).toEqual(['failed', 'ok', 'step']);
    now += 1;
    store.expire();
    expect(left()).toEqual(['failed', 'step']);
    now += 24 * DAY_MILLIS;
    store.expire();
    expect(left()).toEqual([]);
    expect(dbFiles(recordSeriesDirectory(store.dataDirectory, 'bots', 'bots'))).toEqual([]);
  });

  it('never give an id twice, also when all of them are removed', async () => {
    let now = NOW_MILLIS;
    const dataDirectory = createTestDirectory();
    const store = openStore({ dataDirectory, clock: () => now });
    await store.appendRecords([toNewRecord({})]);
    store.writeCursor('follower', store.lastId);
    now += 40 * DAY_MILLIS;
    store.expire();
    store.close();
    const again = openTestStore({ dataDirectory });
    await again.appendRecords([toNewRecord({})]);
    expect(again.lastId).toBe(2n);
    expect(again.readCursor('follower')).toBe(1n);
  });

  it('that are damaged are put aside at the start, with a message', async () => {
    const dataDirectory = createTestDirectory();
    const store = openStore({ dataDirectory, clock: () => NOW_MILLIS });
    await store.appendRecords([toNewRecord({ body: 'lost' })]);
    store.close();
    const directory = recordSeriesDirectory(dataDirectory, 'bots', 'bots');
    const [name = ''] = dbFiles(directory);
    writeFileSync(join(directory, name), Buffer.alloc(8192, 'x'));
    const messages: string[] = [];
    const again = openTestStore({ dataDirectory, report: (message) => messages.push(message) });
    expect(messages).toEqual([expect.stringContaining(`it was put aside as ${join(directory, name)}.corrupt`)]);
    expect(existsSync(join(directory, `${name}.corrupt`))).toBe(true);
    await again.appendRecords([toNewRecord({ body: 'new' })]);
    expect(lines(readAll(again.reader))).toEqual(['new']);
  });

  it('that are damaged later are left out of answers, with one message', async () => {
    let now = NOW_MILLIS;
    const messages: string[] = [];
    const store = openTestStore({ clock: () => now });
    await store.appendRecords([toNewRecord({ body: 'lost' })]);
    now += DAY_MILLIS;
    await store.appendRecords([toNewRecord({ body: 'kept' })]);
    const directory = recordSeriesDirectory(store.dataDirectory, 'bots', 'bots');
    writeFileSync(join(directory, dbFiles(directory)[0] ?? ''), Buffer.alloc(8192, 'x'));
    const reader = openRecordReader(store.dataDirectory, (message) => messages.push(message));
    expect(lines(readAll(reader))).toEqual(['kept']);
    expect(lines(readAll(reader))).toEqual(['kept']);
    expect(messages).toEqual([expect.stringContaining('is damaged and is left out of all answers')]);
    reader.close();
  });
});

describe('openStore', () => {
  it('refuses a directory that another store holds, and says how to go on', () => {
    const store = openTestStore();
    expect(() => openStore({ dataDirectory: store.dataDirectory })).toThrow(
      `the data directory ${store.dataDirectory} is in use by another process; stop that one, or set BOTSCOPE_DATA_DIR to another directory`,
    );
    store.close();
    openStore({ dataDirectory: store.dataDirectory }).close();
  });

  it('refuses a directory that it cannot write, naming it and the variable', () => {
    const file = join(createTestDirectory(), 'file');
    writeFileSync(file, '');
    expect(() => openStore({ dataDirectory: join(file, 'data') })).toThrow(StoreError);
    expect(() => openStore({ dataDirectory: join(file, 'data') })).toThrow(/file\/data \(BOTSCOPE_DATA_DIR/);
  });
});

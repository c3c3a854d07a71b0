import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openRecordReader } from '../open-record-reader.ts';
import { openStore } from '../open-store.ts';
import type { StoredRecord } from '../record-reader.ts';
import { sealDurably } from '../sealed/seal-durably.ts';
import { CATALOGUE_FILE } from '../series-catalogue.ts';
import { recordSeriesDirectory } from '../store-files.ts';
import { createTestDirectory, NOW_MILLIS, NOW_NANO, openTestStore, readAll, toNewRecord } from '../test-records.ts';
import { createSealingThread } from './sealing-thread.ts';
import { createTestSealing, listFiles } from './test-sealing.ts';

const DAY_MILLIS = 86_400_000;
const limits = { maxRowsPerFile: 10, groupCommitMillis: 0 };
const seriesOf = (dataDirectory: string) => recordSeriesDirectory(dataDirectory, 'bots', 'bots');
const catalogueOf = (dataDirectory: string) => readFileSync(join(seriesOf(dataDirectory), CATALOGUE_FILE), 'utf8');
const toRecord = (n: number) => toNewRecord({ body: `line ${n}`, timestampUnixNano: NOW_NANO + BigInt(n) });
const linesOf = (count: number) => Array.from({ length: count }, (_nothing, n) => `line ${n}`);

/** A data directory with 25 records in three files that were never sealed, as earlier versions left them. */
async function createWritten(): Promise<string> {
  const dataDirectory = createTestDirectory();
  const store = openStore({ dataDirectory, clock: () => NOW_MILLIS, limits });
  for (let n = 0; n < 25; n++) await store.appendRecords([toRecord(n)]);
  store.close();
  return dataDirectory;
}

/** What a new reader sees, oldest first. */
function readLines(dataDirectory: string): string[] {
  const reader = openRecordReader(dataDirectory);
  const lines = readAll(reader, { direction: 'forward' }).map(({ line }) => line);
  reader.close();
  return lines;
}

describe('sealing', () => {
  it('replaces files that take no more records; readers go on as if nothing had happened', async () => {
    const sealing = createTestSealing();
    const store = openTestStore({ limits, sealFile: sealing.sealFile });
    for (let n = 0; n < 25; n++) await store.appendRecords([toRecord(n)]);
    const before = readAll(store.reader);
    await sealing.settle();
    expect(listFiles(seriesOf(store.dataDirectory))).toEqual({
      sealed: ['000001-2026-09-21.sealed.db', '000002-2026-09-21.sealed.db'],
      unsealed: ['000003-2026-09-21.db'],
    });
    expect(readAll(store.reader)).toEqual(before);
    expect(readLines(store.dataDirectory)).toEqual(linesOf(25));
    expect(store.reader.arrivals(8n, 22n, 3, () => true).map(({ id }) => id)).toEqual([9n, 10n, 11n]);
    expect(store.reader.volume('bots', 0n, 2n ** 62n).reduce((sum, { records }) => sum + records, 0)).toBe(25);
  });

  it('seals in a thread, one file after the other', async () => {
    const dataDirectory = await createWritten();
    const thread = createSealingThread();
    onTestFinished(() => thread.close());
    openTestStore({ dataDirectory, limits, sealFile: thread.sealFile });
    await expect.poll(() => listFiles(seriesOf(dataDirectory)).sealed).toHaveLength(2);
    await expect.poll(() => listFiles(seriesOf(dataDirectory)).unsealed).toHaveLength(1);
    expect(readLines(dataDirectory)).toEqual(linesOf(25));
  });

  it('seals what an earlier version has written', async () => {
    const dataDirectory = await createWritten();
    expect(listFiles(seriesOf(dataDirectory)).sealed).toEqual([]);
    const sealing = createTestSealing();
    const store = openTestStore({ dataDirectory, limits, sealFile: sealing.sealFile });
    await sealing.settle();
    expect(listFiles(seriesOf(dataDirectory)).sealed).toHaveLength(2);
    await store.appendRecords([toRecord(25)]);
    expect(store.lastId).toBe(26n);
    expect(readLines(dataDirectory)).toEqual(linesOf(26));
  });

  it('begins a day with a new file, and seals the one of the day before', async () => {
    let now = NOW_MILLIS;
    const sealing = createTestSealing();
    const store = openTestStore({ clock: () => now, sealFile: sealing.sealFile });
    await store.appendRecords([toRecord(0)]);
    now += DAY_MILLIS;
    store.expire();
    await sealing.settle();
    expect(listFiles(seriesOf(store.dataDirectory))).toEqual({ sealed: ['000001-2026-09-21.sealed.db'], unsealed: [] });
    now += 31 * DAY_MILLIS;
    store.expire();
    expect(listFiles(seriesOf(store.dataDirectory))).toEqual({ sealed: [], unsealed: [] });
  });

  it('leaves a file as it is that cannot be sealed, says so, and tries again at the next start', async () => {
    const sealing = createTestSealing((path) => !path.includes('000001'));
    const reports: string[] = [];
    const dataDirectory = createTestDirectory();
    const store = openStore({
      dataDirectory,
      clock: () => NOW_MILLIS,
      limits,
      sealFile: sealing.sealFile,
      report: (line) => reports.push(line),
    });
    for (let n = 0; n < 25; n++) await store.appendRecords([toRecord(n)]);
    await sealing.settle();
    expect(reports).toEqual([expect.stringMatching(/000001-2026-09-21\.db could not be sealed and stays as it is/)]);
    expect(listFiles(seriesOf(dataDirectory)).sealed).toEqual(['000002-2026-09-21.sealed.db']);
    expect(readLines(dataDirectory)).toEqual(linesOf(25));
    store.close();
    const again = createTestSealing();
    openTestStore({ dataDirectory, limits, sealFile: again.sealFile });
    await again.settle();
    expect(listFiles(seriesOf(dataDirectory)).sealed).toHaveLength(2);
  });

  it('drops what it sealed when the file expired meanwhile', async () => {
    let now = NOW_MILLIS;
    let finish: () => void = () => undefined;
    const store = openTestStore({
      clock: () => now,
      limits,
      sealFile: async (from, to) => {
        sealDurably(from, to);
        await new Promise<void>((resolve) => (finish = resolve));
      },
    });
    for (let n = 0; n < 11; n++) await store.appendRecords([toRecord(n)]);
    const directory = seriesOf(store.dataDirectory);
    await expect.poll(() => listFiles(directory).sealed).toHaveLength(1);
    now += 40 * DAY_MILLIS;
    store.expire();
    finish();
    await expect.poll(() => listFiles(directory).sealed).toEqual([]);
  });

  it('is followed by a reader that knew the file under its name before', async () => {
    const dataDirectory = await createWritten();
    const reader = openRecordReader(dataDirectory);
    onTestFinished(() => reader.close());
    const scan = {
      tenant: 'bots',
      startUnixNano: 0n,
      endUnixNano: 2n ** 62n,
      direction: 'forward',
      hints: {},
    } as const;
    const running: Iterator<StoredRecord, void> = reader.scan(scan)[Symbol.iterator]();
    const takeLine = () => running.next().value?.line;
    const first = takeLine();
    const sealing = createTestSealing();
    const store = openStore({ dataDirectory, clock: () => NOW_MILLIS, limits, sealFile: sealing.sealFile });
    await sealing.settle();
    store.close();
    expect(listFiles(seriesOf(dataDirectory)).sealed).toHaveLength(2);
    const rest = Array.from({ length: 24 }, takeLine);
    expect([first, ...rest]).toEqual(linesOf(25));
  });
});

describe('a process that was killed while it sealed', () => {
  /** Puts a data directory into the state of a kill, opens it, and answers what is there. */
  async function reopen(
    interrupt: (directory: string, names: { readonly written: string; readonly sealed: string }) => void,
  ): Promise<{ readonly lines: string[]; readonly names: string[] }> {
    const dataDirectory = await createWritten();
    const directory = seriesOf(dataDirectory);
    const written = join(directory, '000001-2026-09-21.db');
    interrupt(directory, { written, sealed: written.replace('.db', '.sealed.db') });
    const store = openTestStore({ dataDirectory, limits });
    await store.appendRecords([toRecord(25)]);
    const { sealed, unsealed } = listFiles(directory);
    const left = readdirSync(directory).filter((name) => name.endsWith('.new') || name.startsWith('000000'));
    const names = [...sealed, ...unsealed, ...left].filter((name) => !/^00000[23]/.test(name));
    return { lines: readLines(dataDirectory), names };
  }

  const expectWritten = { lines: linesOf(26), names: ['000001-2026-09-21.db'] };
  const expectSealed = { lines: linesOf(26), names: ['000001-2026-09-21.sealed.db'] };

  it('has left a part of a sealed file: it is removed', async () => {
    expect(await reopen((_directory, { sealed }) => writeFileSync(`${sealed}.new`, 'part'))).toEqual(expectWritten);
  });

  it('has not told the catalogue: the file as it was written counts', async () => {
    expect(await reopen((_directory, { written, sealed }) => sealDurably(written, sealed))).toEqual(expectWritten);
  });

  it('has told the catalogue: the sealed file counts, and the other is removed', async () => {
    const found = await reopen((directory, { written, sealed }) => {
      sealDurably(written, sealed);
      const catalogue = join(directory, CATALOGUE_FILE);
      const text = readFileSync(catalogue, 'utf8');
      writeFileSync(catalogue, text.replace('000001-2026-09-21.db', '000001-2026-09-21.sealed.db'));
      writeFileSync(`${written.replace('000001', '000000')}-wal`, '');
    });
    expect(found).toEqual(expectSealed);
  });

  it('has lost its catalogue: a sealed file without the other is taken up', async () => {
    const found = await reopen((directory, { written, sealed }) => {
      sealDurably(written, sealed);
      rmSync(written);
      rmSync(join(directory, CATALOGUE_FILE));
    });
    expect(found).toEqual(expectSealed);
  });

  it('was restored from a backup whose catalogue is older than its files', async () => {
    const found = await reopen((_directory, { written, sealed }) => {
      sealDurably(written, sealed);
      rmSync(written);
    });
    expect(found).toEqual(expectSealed);
  });
});

describe('a sealed file', () => {
  it('that is damaged is left out of answers, with one message', async () => {
    const sealing = createTestSealing();
    const store = openTestStore({ limits, sealFile: sealing.sealFile });
    for (let n = 0; n < 25; n++) await store.appendRecords([toRecord(n)]);
    await sealing.settle();
    const directory = seriesOf(store.dataDirectory);
    writeFileSync(join(directory, '000001-2026-09-21.sealed.db'), Buffer.alloc(8192, 'x'));
    const messages: string[] = [];
    const reader = openRecordReader(store.dataDirectory, (message) => messages.push(message));
    expect(readAll(reader)).toHaveLength(15);
    expect(readAll(reader)).toHaveLength(15);
    expect(messages).toEqual([expect.stringContaining('is damaged and is left out of all answers')]);
    reader.close();
  });

  it('of a later version is refused, not misread', async () => {
    const dataDirectory = await createWritten();
    const written = join(seriesOf(dataDirectory), '000001-2026-09-21.db');
    const other = written.replace('.db', '.sealed.db');
    copyFileSync(written, `${other}.copy`);
    rmSync(written);
    renameSync(`${other}.copy`, other);
    const reader = openRecordReader(dataDirectory);
    onTestFinished(() => reader.close());
    expect(existsSync(other)).toBe(true);
    expect(catalogueOf(dataDirectory)).toContain('000001-2026-09-21.db');
    expect(() => readAll(reader)).toThrow(/000001-2026-09-21\.sealed\.db has the layout/);
  });
});

import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../store/open-store.ts';
import { createTestDirectory, NOW_MILLIS, openTestStore, readAll, toNewRecord } from '../store/test-records.ts';
import { backUp } from './back-up.ts';
import { copyHeldDatabase } from './copy-held-database.ts';

const toTarget = () => join(createTestDirectory(), 'copy');

function openCopy(dataDirectory: string) {
  const reports: string[] = [];
  const store = openStore({ dataDirectory, clock: () => NOW_MILLIS, report: (line) => reports.push(line) });
  onTestFinished(() => store.close());
  return { store, reports };
}

describe('backUp', () => {
  it('has everything that was acknowledged before it began, while more is being stored and files roll over', async () => {
    const store = openTestStore({ limits: { maxRowsPerFile: 40, groupCommitMillis: 1 } });
    let acknowledged = 0;
    let isOver = false;
    const write = async () => {
      while (!isOver) {
        const tenant = (['bots', 'audit'] as const)[acknowledged % 2] ?? 'bots';
        const attributes = { 'bot.record.kind': tenant === 'audit' ? 'audit' : 'step' };
        await store.appendRecords([toNewRecord({ tenant, attributes, body: String(acknowledged) })]);
        acknowledged += 1;
      }
    };
    const writing = write();
    while (acknowledged < 100) await nextTurn();
    const before = acknowledged;
    const target = toTarget();
    const { storeFiles } = await backUp(store.dataDirectory, target);
    while (acknowledged < before + 50) await nextTurn();
    isOver = true;
    await writing;

    const { store: copy, reports } = openCopy(target);
    const found = (['bots', 'audit'] as const).flatMap((tenant) =>
      readAll(copy.reader, { tenant }).map(({ line }) => Number(line)),
    );
    const missing = Array.from({ length: before }, (_, n) => n).filter((n) => !found.includes(n));
    expect(missing).toEqual([]);
    expect(reports).toEqual([]);
    expect(storeFiles).toBeGreaterThan(2);
    expect(copy.lastId).toBeGreaterThanOrEqual(BigInt(before));
  });

  it('can be written on: new records come after those of the copy', async () => {
    const store = openTestStore();
    await store.appendRecords([toNewRecord({ body: 'old' })]);
    store.writeCursor('follower', store.lastId);
    const target = toTarget();
    await backUp(store.dataDirectory, target);
    const { store: copy } = openCopy(target);
    expect(copy.readCursor('follower')).toBe(1n);
    await copy.appendRecords([toNewRecord({ body: 'new' })]);
    expect(readAll(copy.reader).map(({ line }) => line)).toEqual(expect.arrayContaining(['old', 'new']));
    expect(copy.lastId).toBe(2n);
  });

  it('copies keys and mails with their rights, and leaves spools out', async () => {
    const store = openTestStore();
    writeFileSync(join(store.dataDirectory, 'secrets.json'), '{}', { mode: 0o600 });
    for (const name of ['outbox', 'spool', 'demo/spool'])
      mkdirSync(join(store.dataDirectory, name), { recursive: true });
    writeFileSync(join(store.dataDirectory, 'outbox', 'a.eml'), 'mail');
    const target = toTarget();
    expect(await backUp(store.dataDirectory, target)).toMatchObject({ leftOut: ['spool'] });
    expect(statSync(join(target, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(statSync(target).mode & 0o777).toBe(0o700);
    expect(existsSync(join(target, 'outbox', 'a.eml'))).toBe(true);
    expect([existsSync(join(target, 'spool')), existsSync(join(target, 'demo', 'spool'))]).toEqual([false, false]);
  });

  it('leaves nothing when a file of the store cannot be copied, and names it', async () => {
    const store = openTestStore();
    await store.appendRecords([toNewRecord({})]);
    const broken = join(store.dataDirectory, 'store', 'bots', 'bots', '000009-2026-01-01.db');
    writeFileSync(broken, 'no database');
    const target = toTarget();
    await expect(backUp(store.dataDirectory, target)).rejects.toThrow(broken);
    expect(readdirSync(join(target, '..'))).toEqual([]);
  });

  it('refuses a target that is not empty, one within the data, and data that are none', async () => {
    const { dataDirectory } = openTestStore();
    const full = createTestDirectory();
    writeFileSync(join(full, 'something'), '');
    await expect(backUp(dataDirectory, full)).rejects.toThrow(`${full} is not empty`);
    await expect(backUp(dataDirectory, join(dataDirectory, 'copy'))).rejects.toThrow('lies in the data directory');
    await expect(backUp(full, toTarget())).rejects.toThrow('BOTSCOPE_DATA_DIR');
  });
});

const HOLDER = `
  const { workerData, parentPort } = require('node:worker_threads');
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(workerData);
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 20; CREATE TABLE pairs (a INTEGER, b INTEGER)');
  const insert = database.prepare('INSERT INTO pairs VALUES (?, ?)');
  parentPort.once('message', () => { isOver = true; });
  let isOver = false;
  let n = 0;
  const write = () => {
    if (isOver) { database.close(); return; }
    for (let i = 0; i < 20; i++) { n++; database.exec('BEGIN'); insert.run(n, 0); insert.run(n, 1); database.exec('COMMIT'); }
    parentPort.postMessage(n);
    setImmediate(write);
  };
  write();
`;

describe('copyHeldDatabase', () => {
  it('gives a state between two commits of a database that is held and written', async () => {
    const directory = createTestDirectory();
    const path = join(directory, 'held.sqlite');
    const holder = new Worker(HOLDER, { eval: true, workerData: path });
    let committed = 0;
    holder.on('message', (n: number) => (committed = n));
    for (let copy = 0; copy < 20; copy += 1) {
      const wanted = committed + 20;
      while (committed < wanted) await nextTurn();
      const before = committed;
      copyHeldDatabase(path, join(directory, `copy-${copy}`));
      const database = new DatabaseSync(join(directory, `copy-${copy}`));
      const [whole, half] = ['= 2', '<> 2'].map(
        (condition) =>
          database
            .prepare(`SELECT count(*) AS n FROM (SELECT a FROM pairs GROUP BY a HAVING count(*) ${condition})`)
            .get()?.['n'],
      );
      database.close();
      expect(half).toBe(0);
      expect(whole).toBeGreaterThanOrEqual(before);
    }
    holder.postMessage('end');
    await new Promise((resolve) => holder.once('exit', resolve));
  });
});

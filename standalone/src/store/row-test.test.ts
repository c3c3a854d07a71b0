import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FileScan } from './record-file.ts';
import { RecordLiveFile } from './record-live-file.ts';
import type { ValueTest } from './record-reader.ts';
import { SqliteRecordFile } from './sqlite-record-file.ts';
import { createTestDirectory, NOW_NANO, toNewRecord } from './test-records.ts';

const ROWS = 2_000;

/** A file as it was written, with `rowsPerTime` rows of each time and a number in each row. */
function openWritten(rowsPerTime: number): SqliteRecordFile {
  const path = join(createTestDirectory(), '000001-2026-09-21.db');
  const live = new RecordLiveFile(path);
  live.begin();
  for (let n = 0; n < ROWS; n++) {
    const timestampUnixNano = NOW_NANO + BigInt(Math.floor(n / rowsPerTime));
    live.append(toNewRecord({ timestampUnixNano, attributes: { 'a.n': BigInt(n) } }), BigInt(n + 1));
  }
  live.commit();
  live.close();
  const file = new SqliteRecordFile(path);
  onTestFinished(() => file.close());
  return file;
}

const EVERYTHING: FileScan = { startUnixNano: 0n, endUnixNano: 2n ** 62n, direction: 'forward', hints: {} };

describe('buildRowTest', () => {
  it('refuses rows over many pieces and many rows of one time, and none that meet the scan', () => {
    const direction = fc.constantFrom('forward' as const, 'backward' as const);
    const rest = fc.tuple(fc.constantFrom(1, 7, 250, 900), fc.nat(ROWS));
    fc.assert(
      fc.property(fc.constantFrom(1, 3, 150, ROWS), direction, rest, (rowsPerTime, order, [divisor, remainder]) => {
        const isWanted = (n: number) => n % divisor === remainder % divisor;
        const test: ValueTest = { name: 'a_n', holds: (text) => text !== '' && isWanted(Number(text)) };
        const scan: FileScan = { ...EVERYTHING, direction: order, tests: [[test]] };
        const found = [...openWritten(rowsPerTime).scan(scan)].map(({ record }) => Number(record.metadata['a_n']));
        expect(found).toEqual([...found].sort((left, right) => (order === 'forward' ? left - right : right - left)));
        const numbers = Array.from({ length: ROWS }, (_nothing, n) => n);
        expect(found.filter(isWanted).sort((left, right) => left - right)).toEqual(numbers.filter(isWanted));
        if (rowsPerTime === 1) expect(found.filter((n) => !isWanted(n)).length).toBeLessThan(ROWS / 50);
      }),
      { numRuns: 12 },
    );
  });

  it('keeps scans of one file apart that are read in turns', () => {
    const file = openWritten(1);
    const numbersOf = (divisor: number) =>
      file.scan({ ...EVERYTHING, tests: [[{ name: 'a_n', holds: (text) => Number(text) % divisor === 0 }]] });
    const [first, second] = [numbersOf(500), numbersOf(3)];
    const counts = [0, 0];
    for (let n = 0; n < ROWS; n++) {
      [first, second].forEach((scan, at) => {
        const { value, done } = scan.next();
        const divisor = at === 0 ? 500 : 3;
        if (done !== true && Number(value.record.metadata['a_n']) % divisor === 0) counts[at] = (counts[at] ?? 0) + 1;
      });
    }
    expect(counts).toEqual([4, 667]);
  });

  it('finds a value of the resource and one of the record, which the resource hides', () => {
    const path = join(createTestDirectory(), '000001-2026-09-21.db');
    const live = new RecordLiveFile(path);
    live.begin();
    const resource = { 'service.name': 'bot', team: 'all' };
    live.append(toNewRecord({ body: 'shared', resource, attributes: { team: 'own' } }), 1n);
    live.append(toNewRecord({ body: 'own', attributes: { team: 'own' } }), 2n);
    live.commit();
    live.close();
    const file = new SqliteRecordFile(path);
    onTestFinished(() => file.close());
    const linesOf = (hints: FileScan['hints']) =>
      [...file.scan({ ...EVERYTHING, hints })].map(({ record }) => record.line);
    expect(linesOf({ team: ['own'] })).toEqual(['own']);
    expect(linesOf({ team: ['all'] })).toEqual(['shared']);
  });
});

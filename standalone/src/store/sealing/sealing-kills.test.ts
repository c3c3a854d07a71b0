import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openRecordReader } from '../open-record-reader.ts';
import { openStore } from '../open-store.ts';
import { recordSeriesDirectory } from '../store-files.ts';
import { createTestDirectory, NOW_MILLIS, readAll } from '../test-records.ts';
import { createTestSealing, listFiles } from './test-sealing.ts';

const program = fileURLToPath(new URL('./test-sealing-program.ts', import.meta.url));

/** Runs the program until it has stored so many more records, then kills it. Resolves with how many it said are stored. */
async function storeAndDie(dataDirectory: string, first: number, more: number): Promise<number> {
  const child = fork(program, [dataDirectory, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    execArgv: ['--conditions=@botscope/source'],
  });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    if (Number(text.trimEnd().split('\n').at(-1)) >= first + more) child.kill('SIGKILL');
  });
  await once(child, 'close');
  const whole = text.slice(0, text.lastIndexOf('\n'));
  return Number(whole.split('\n').at(-1));
}

function readNumbers(dataDirectory: string): number[] {
  const reader = openRecordReader(dataDirectory);
  const numbers = readAll(reader).map(({ line }) => Number(line));
  reader.close();
  return numbers.sort((left, right) => left - right);
}

describe('kill -9 of a store that seals', () => {
  it('loses nothing that was acknowledged, and doubles nothing', async () => {
    const dataDirectory = createTestDirectory();
    let next = 0;
    for (const more of [60, 330, 190]) {
      const acknowledged = await storeAndDie(dataDirectory, next, more);
      expect(acknowledged).toBeGreaterThanOrEqual(next + more);
      const numbers = readNumbers(dataDirectory);
      expect(new Set(numbers).size).toBe(numbers.length);
      expect(numbers.slice(0, acknowledged)).toEqual(Array.from({ length: acknowledged }, (_nothing, n) => n));
      next = numbers.length;
    }
    const sealing = createTestSealing();
    const reports: string[] = [];
    const store = openStore({
      dataDirectory,
      clock: () => NOW_MILLIS,
      sealFile: sealing.sealFile,
      report: (line) => reports.push(line),
    });
    await sealing.settle();
    store.close();
    expect(reports).toEqual([]);
    expect(readNumbers(dataDirectory)).toHaveLength(next);
    const { sealed, unsealed } = listFiles(recordSeriesDirectory(dataDirectory, 'bots', 'bots'));
    expect(sealed.length).toBeGreaterThan(4);
    expect(unsealed.length).toBeLessThan(2);
  });
});

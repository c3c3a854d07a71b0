import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openRecordReader } from '../store/open-record-reader.ts';
import { openStore } from '../store/open-store.ts';
import { createTestDirectory, readAll } from '../store/test-records.ts';
import { toLogsJson } from './test-receiver.ts';

const PROGRAM = fileURLToPath(new URL('./test-durable-receiver.ts', import.meta.url));
const NODE_ARGUMENTS = ['--conditions=@botscope/source', '--disable-warning=ExperimentalWarning', PROGRAM];

/** Starts the receiver as a program of its own; `limit` is a shell command that goes before it. */
async function startProgram(dataDirectory: string, limit = ''): Promise<{ child: ChildProcess; url: string }> {
  const command = [process.execPath, ...NODE_ARGUMENTS, dataDirectory].map((part) => `'${part}'`).join(' ');
  const child = spawn('sh', ['-c', `${limit} exec ${command}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: `http://127.0.0.1:${port.toString().trim()}/v1/logs` };
}

/** Posts three records, one of each tenant, and answers the status; undefined when the connection broke. */
async function post(url: string, number: number, padding = ''): Promise<number | undefined> {
  const record = (kind: string) => ({
    timestampUnixNano: BigInt(Date.now()) * 1_000_000n,
    body: padding,
    attributes: { 'bot.record.kind': kind, 'log.record.uid': `${kind}-${number}` },
  });
  const body = toLogsJson(['step', 'api', 'audit'].map(record));
  try {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return undefined;
  }
}

function readUids(dataDirectory: string): string[] {
  const reader = openRecordReader(dataDirectory);
  const uids = (['bots', 'api', 'audit'] as const).flatMap((tenant) =>
    readAll(reader, { tenant }).map((record) => record.metadata['log_record_uid'] ?? ''),
  );
  reader.close();
  return uids.sort();
}

const uidsOf = (numbers: readonly number[]) =>
  numbers.flatMap((number) => [`api-${number}`, `audit-${number}`, `step-${number}`]).sort();

describe('a receiver', () => {
  it('has every acknowledged record exactly once after it was killed at any moment', async () => {
    const dataDirectory = createTestDirectory();
    const acknowledged: number[] = [];
    const unanswered: number[] = [];
    let number = 0;
    for (const target of [20, 45, 70]) {
      const { child, url } = await startProgram(dataDirectory);
      const write = async (): Promise<void> => {
        for (;;) {
          number += 1;
          const mine = number;
          if ((await post(url, mine)) !== 200) return void unanswered.push(mine);
          acknowledged.push(mine);
          if (acknowledged.length >= target) child.kill('SIGKILL');
        }
      };
      await Promise.all([write(), write(), write(), write()]);
    }
    const startedAt = performance.now();
    openStore({ dataDirectory }).close();
    expect(performance.now() - startedAt).toBeLessThan(2000);
    const stored = readUids(dataDirectory);
    expect(stored).toEqual([...new Set(stored)]);
    expect(stored).toEqual(expect.arrayContaining(uidsOf(acknowledged)));
    expect(uidsOf([...acknowledged, ...unanswered])).toEqual(expect.arrayContaining(stored));
    expect(acknowledged.length).toBeGreaterThanOrEqual(70);
    expect(unanswered.length).toBeGreaterThanOrEqual(3);
  }, 60_000);

  it('answers 503 on a full disk, keeps nothing of that request, and everything acknowledged', async () => {
    const dataDirectory = createTestDirectory();
    // Files of at most this many blocks of 512 bytes: what a full disk looks like to SQLite.
    const { child, url } = await startProgram(dataDirectory, 'ulimit -f 4096;');
    const acknowledged: number[] = [];
    const refused: number[] = [];
    for (let number = 1; refused.length < 3 && number < 500; number += 1) {
      const status = await post(url, number, 'x'.repeat(20_000));
      if (status === 200) acknowledged.push(number);
      else if (status === 503) refused.push(number);
      else throw new Error(`unexpected answer ${status}`);
    }
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(refused).toHaveLength(3);
    expect(readUids(dataDirectory)).toEqual(uidsOf(acknowledged));
  }, 60_000);
});

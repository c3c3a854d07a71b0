import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { keepRunning, type KeptProgram } from './keep-running.ts';
import { launchChild, type ProgramUrls } from './launch-child.ts';

function writeProgram(source: string) {
  const directory = mkdtempSync(join(tmpdir(), 'botscope-child-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true, maxRetries: 10 }));
  const file = join(directory, 'program.mjs');
  writeFileSync(file, source);
  return { file, pidFile: join(directory, 'pid') };
}

const steady = `import { writeFileSync } from 'node:fs';
writeFileSync(process.env.PID_FILE, String(process.pid));
process.on('SIGTERM', () => process.exit(0));
process.send({ type: 'ready', urls: { main: 'http://127.0.0.1:' + (process.env.PORT ?? '5000') } });
setInterval(() => {}, 1000);`;

interface Start {
  readonly file: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ending?: AbortSignal;
  readonly log?: (line: string) => void;
}

function keepChild({ file, environment = {}, ending, log = () => {} }: Start): Promise<KeptProgram<ProgramUrls>> {
  const launch = () => launchChild({ name: 'child', file, environment });
  return keepRunning({ subject: 'The child', launch, log, ...(ending && { ending }) });
}

describe('keepRunning', () => {
  it('gives the addresses that the child named', async () => {
    const { file, pidFile } = writeProgram(steady);
    const child = await keepChild({ file, environment: { PID_FILE: pidFile } });
    expect(child.ready).toEqual({ main: 'http://127.0.0.1:5000' });
    await child.stop();
    expect(() => process.kill(Number(readFileSync(pidFile, 'utf8')), 0)).toThrow('ESRCH');
  });

  it('fails when the child ends before it is ready', async () => {
    const { file } = writeProgram('process.exit(3)');
    await expect(keepChild({ file })).rejects.toThrow('The child ended with 3');
  });

  it('leaves a child ended that ends when everything does', async () => {
    const { file, pidFile } = writeProgram(steady);
    const lines: string[] = [];
    const ending = new AbortController();
    const child = await keepChild({
      file,
      environment: { PID_FILE: pidFile },
      ending: ending.signal,
      log: (line) => lines.push(line),
    });
    ending.abort();
    const pid = Number(readFileSync(pidFile, 'utf8'));
    process.kill(pid, 'SIGTERM');
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), 30_000);
    await child.stop();
    expect(lines).toEqual([]);
  });

  it('reports a child that was killed and starts it again', async () => {
    const { file, pidFile } = writeProgram(steady);
    const lines: string[] = [];
    const child = await keepChild({
      file,
      environment: { PID_FILE: pidFile },
      log: (line) => lines.push(line),
    });
    const first = Number(readFileSync(pidFile, 'utf8'));
    process.kill(first, 'SIGKILL');
    await vi.waitFor(
      () =>
        expect(lines).toEqual(['The child ended with SIGKILL; it is started again in 1 s.', 'The child runs again.']),
      60_000,
    );
    expect(Number(readFileSync(pidFile, 'utf8'))).not.toBe(first);
    await child.stop();
  });
});

describe('keepRunning, when a restart fails', () => {
  const toProgram = (ready: Promise<string>) => ({ ready, ended: Promise.resolve('3'), stop: () => Promise.resolve() });

  it('tries again, later each time, and stops trying when it is stopped', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const launch = vi.fn((first?: string) =>
      toProgram(first === undefined ? Promise.resolve('first') : Promise.reject(new Error('3'))),
    );
    const program = await keepRunning<string>({ subject: 'Loki', launch, log: () => {} });
    const launchesAfter = async (millis: number) => {
      await vi.advanceTimersByTimeAsync(millis);
      return launch.mock.calls.length;
    };
    expect([await launchesAfter(999), await launchesAfter(1)]).toEqual([1, 2]);
    expect(launch).toHaveBeenLastCalledWith('first');
    expect([await launchesAfter(1999), await launchesAfter(1)]).toEqual([2, 3]);
    await program.stop();
    expect(await launchesAfter(60_000)).toBe(3);
  });
});

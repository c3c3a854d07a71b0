import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestDirectory } from '../testing/test-directory.ts';
import { TestCollector } from '../testing/test-collector.ts';

const BOT = fileURLToPath(new URL('../testing/ending-bot.ts', import.meta.url));

interface Ending {
  readonly exitCode: number | null;
  readonly lines: readonly string[];
}

function runBot(endpoint: string, millis: number, mode: string): Promise<Ending> {
  const parts = ['--conditions=@botscope/source', BOT, endpoint, createTestDirectory(), String(millis), mode];
  return new Promise((resolve) => {
    // Without an exporter of spans nothing else keeps the process alive.
    const env = { ...process.env, OTEL_TRACES_EXPORTER: 'none' };
    const child = execFile(process.execPath, parts, { env }, (_error, stdout) =>
      resolve({ exitCode: child.exitCode, lines: stdout.trim().split('\n') }),
    );
    onTestFinished(() => void child.kill('SIGKILL'));
  });
}

async function startCollector(hang: boolean): Promise<string> {
  const collector = await new TestCollector().start();
  onTestFinished(() => collector.stop());
  collector.answer = () => ({ hang });
  return collector.url;
}

describe('a program that awaits forceFlush and shutdown at its top level', () => {
  it.each([
    ['no Collector', () => Promise.resolve('http://127.0.0.1:1'), 0, 'flush'],
    ['a Collector that answers', () => startCollector(false), 0, 'shutdown'],
    ['a Collector that does not answer', () => startCollector(true), 100, 'flush'],
  ])('ends with exit code 0: %s', async (_name, start, millis, mode) => {
    const { exitCode, lines } = await runBot(await start(), millis, mode);
    expect({ exitCode, last: lines.at(-1) }).toEqual({ exitCode: 0, last: 'ended' });
  });
});

import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { verifyChain } from '@botscope/audit-chain';
import type { OtlpLogRecord } from '@botscope/otlp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toChainEntry } from '../testing/test-chain.ts';
import { TestCollector } from '../testing/test-collector.ts';
import { createTestDirectory } from '../testing/test-directory.ts';
import { startTestTelemetry } from '../testing/test-telemetry.ts';

const BOT = fileURLToPath(new URL('../testing/crashing-bot.ts', import.meta.url));

/** A bot in a process of its own, with what it has printed. */
class BotProcess {
  output = '';
  readonly exited: Promise<number | null>;
  private readonly child: ChildProcess;
  private waiting: (() => void)[] = [];

  constructor(...args: readonly string[]) {
    this.child = spawn(process.execPath, ['--conditions=@botscope/source', BOT, ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.output += chunk.toString();
      for (const resolve of this.waiting.splice(0)) resolve();
    });
    this.exited = new Promise((resolve) => this.child.on('exit', (code) => resolve(code)));
    onTestFinished(() => void this.child.kill('SIGKILL'));
  }

  async until(condition: (output: string) => boolean): Promise<void> {
    while (!condition(this.output)) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  get acknowledged(): string[] {
    return [...this.output.matchAll(/^a(\d+)$/gm)].map(([, n]) => n as string);
  }
}

function changes(records: readonly OtlpLogRecord[]): OtlpLogRecord[] {
  const byUid = new Map(records.map((record) => [record.attributes['log.record.uid'], record]));
  return [...byUid.values()].filter(({ eventName }) => eventName === 'bot.audit.change');
}

describe('a bot that is killed', () => {
  it('loses no acknowledged audit record, doubles none, and leaves the chain unbroken', async () => {
    const collector = await new TestCollector().start();
    onTestFinished(() => collector.stop());
    const spoolDirectory = createTestDirectory();
    const acknowledged: string[] = [];
    for (let round = 0; round < 3; round++) {
      if (round === 1) await collector.stop();
      if (round === 2) await collector.start();
      const bot = new BotProcess(collector.url, spoolDirectory, String(round * 100_000));
      await bot.until(() => bot.acknowledged.length >= 30 + round * 7);
      await bot.kill();
      acknowledged.push(...bot.acknowledged);
    }
    const last = await startTestTelemetry({ spoolDirectory, endpoint: collector.url });
    await last.telemetry.forceFlush({ timeoutMillis: 15_000 });
    const arrived = changes(collector.records);
    const ids = arrived.map(({ attributes }) => attributes['bot.audit.entity.id'] as string);
    expect(acknowledged.length).toBeGreaterThanOrEqual(90);
    expect(ids).toEqual(expect.arrayContaining(acknowledged));
    expect(new Set(ids).size).toBe(ids.length);
    const verification = verifyChain(arrived.map(toChainEntry));
    expect(verification.findings).toEqual([]);
    expect(verification.chains).toHaveLength(1);
  }, 60_000);
});

describe('a bot that ends without shutdown', () => {
  it.each([
    ['of an uncaught error, which it records', 'fail', 'RangeError'],
    ['because nothing is left to do', 'leave', undefined],
  ])(
    'has written its last records: %s',
    async (_name, mode, errorType) => {
      const spoolDirectory = createTestDirectory();
      const collector = await new TestCollector().start();
      const { url } = collector;
      await collector.stop();
      const bot = new BotProcess(url, spoolDirectory, '0', mode);
      expect(await bot.exited).toBe(mode === 'fail' ? 1 : 0);
      await collector.start();
      onTestFinished(() => collector.stop());
      const next = await startTestTelemetry({ spoolDirectory, endpoint: url });
      await next.telemetry.forceFlush();
      expect(collector.eventsOf('bot.turn.completed')).toHaveLength(1);
      const failures = collector.eventsOf('bot.system.failed').map(({ attributes }) => attributes['error.type']);
      expect(failures).toEqual(errorType === undefined ? [] : [errorType]);
      const stops = collector.eventsOf('bot.system.stopped').map(({ body }) => JSON.parse(body as string) as object);
      expect(stops).toEqual([{ reason: `exit with code ${mode === 'fail' ? 1 : 0}, without shutdown` }]);
    },
    30_000,
  );
});

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CapturePolicy } from '@botscope/conventions';
import { describe, expect, it } from 'vitest';
import { createTestDirectory } from '../testing/test-directory.ts';
import type { CapturePolicyAnswer } from './ask-capture-policy.ts';
import { createCapturePolicyFile } from './capture-policy-file.ts';
import { CaptureRules } from './capture-rules.ts';
import { pollCapturePolicy } from './poll-capture-policy.ts';

/** Time that passes only when told to. */
class TestTime {
  nowMillis = 0;
  private readonly due = new Map<() => void, number>();

  readonly schedule = (run: () => void, delayMillis: number): (() => void) => {
    this.due.set(run, this.nowMillis + delayMillis);
    return () => this.due.delete(run);
  };

  get waiting(): number {
    return this.due.size;
  }

  /** Lets time pass, and everything that is due happen and settle. */
  async pass(millis: number): Promise<void> {
    const end = this.nowMillis + millis;
    await settle();
    for (;;) {
      const [next] = [...this.due].filter(([, at]) => at <= end).sort(([, a], [, b]) => a - b);
      if (next === undefined) break;
      this.nowMillis = next[1];
      this.due.delete(next[0]);
      next[0]();
      await settle();
    }
    this.nowMillis = end;
  }
}

/** Everything that needs no time has happened. */
async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** A sidecar as asking for its policy sees it. */
class TestSidecar {
  policy: CapturePolicy = { version: 0, rules: [] };
  failure: CapturePolicyAnswer | undefined;
  readonly tags: (string | undefined)[] = [];

  readonly ask = (etag: string | undefined): Promise<CapturePolicyAnswer> => {
    this.tags.push(etag);
    const own = `"v${this.policy.version}"`;
    const answer: CapturePolicyAnswer =
      etag === own ? { kind: 'unchanged' } : { kind: 'policy', policy: this.policy, etag: own };
    return Promise.resolve(this.failure ?? answer);
  };
}

interface TestBot {
  readonly rules: CaptureRules;
  readonly stop: () => void;
  readonly io: () => string;
}

function startBot(sidecar: TestSidecar, time: TestTime, directory: string, random = () => 0): TestBot {
  const rules = new CaptureRules([], { environment: 'sandbox', service: 's', server: 'i' });
  const file = createCapturePolicyFile(directory);
  const stop = pollCapturePolicy({
    rules,
    ask: sidecar.ask,
    file,
    intervalMillis: 25_000,
    random,
    schedule: time.schedule,
  });
  return { rules, stop, io: () => rules.decide('42', undefined, undefined).io };
}

const OFF: CapturePolicy = { version: 1, rules: [{ io: 'off' }] };
const DOWN: CapturePolicyAnswer = { kind: 'failed', reason: 'unreachable', message: 'nobody there' };

describe('pollCapturePolicy', () => {
  it('lets a change hold within 30 seconds, however the questions drift', async () => {
    for (const random of [() => 0, () => 0.5, () => 0.999]) {
      const [sidecar, time] = [new TestSidecar(), new TestTime()];
      const bot = startBot(sidecar, time, createTestDirectory(), random);
      await time.pass(100_000);
      sidecar.policy = OFF;
      await time.pass(30_000);
      expect(bot.io()).toBe('off');
      bot.stop();
    }
  });

  it('asks with the tag of what it knows, no more than one question every 20 seconds', async () => {
    const [sidecar, time] = [new TestSidecar(), new TestTime()];
    const bot = startBot(sidecar, time, createTestDirectory(), () => 0.999);
    await time.pass(60_000);
    expect(sidecar.tags).toEqual([undefined, '"v0"', '"v0"']);
    bot.stop();
    await time.pass(60_000);
    expect(sidecar.tags).toHaveLength(3);
    expect(time.waiting).toBe(0);
  });

  it('keeps the last known policy while the sidecar is away or talks nonsense, counts that, and goes on', async () => {
    const [sidecar, time] = [new TestSidecar(), new TestTime()];
    sidecar.policy = OFF;
    const bot = startBot(sidecar, time, createTestDirectory());
    await time.pass(1);
    sidecar.failure = DOWN;
    await time.pass(50_000);
    sidecar.failure = { kind: 'failed', reason: 'malformed', message: 'no policy' };
    await time.pass(25_000);
    expect(bot.io()).toBe('off');
    expect(bot.rules.stats).toEqual({
      version: 1,
      rules: 1,
      belowMinLevel: 0,
      failed: { unreachable: 2, malformed: 1 },
      lastError: 'no policy',
    });
    sidecar.failure = undefined;
    sidecar.policy = { version: 2, rules: [{ io: 'errors' }] };
    await time.pass(25_000);
    expect(bot.io()).toBe('errors');
    expect(bot.rules.stats).not.toHaveProperty('lastError');
  });

  it('begins with the last known policy after a restart without a sidecar, and asks with its tag', async () => {
    const [sidecar, time, directory] = [new TestSidecar(), new TestTime(), createTestDirectory()];
    sidecar.policy = OFF;
    const first = startBot(sidecar, time, directory);
    await expect.poll(() => readdirSync(directory)).toEqual(['capture-policy.json']);
    first.stop();
    sidecar.failure = DOWN;
    const second = startBot(sidecar, time, directory);
    expect(second.io()).toBe('off');
    await time.pass(1);
    expect(second.io()).toBe('off');
    expect(sidecar.tags).toEqual([undefined, '"v1"']);
  });

  it.each([
    ['no JSON', '{"policy":{"ver'],
    ['no policy', '{"policy":{"version":1,"rules":[{"io":"maybe"}]},"etag":"x"}'],
    ['nothing', 'null'],
  ])('ignores a file with %s, counts it and writes it anew', async (_what, text) => {
    const [sidecar, time, directory] = [new TestSidecar(), new TestTime(), createTestDirectory()];
    const path = join(directory, 'capture-policy.json');
    writeFileSync(path, text);
    sidecar.policy = OFF;
    const bot = startBot(sidecar, time, directory);
    expect(bot.io()).toBe('on');
    expect(bot.rules.stats).toMatchObject({ failed: { file: 1 }, lastError: expect.stringContaining(path) });
    await time.pass(1);
    expect(bot.io()).toBe('off');
    await expect.poll(() => readFileSync(path, 'utf8')).toBe(JSON.stringify({ policy: OFF, etag: '"v1"' }));
  });

  it('goes on where the file cannot be written', async () => {
    const [sidecar, time] = [new TestSidecar(), new TestTime()];
    sidecar.policy = OFF;
    const bot = startBot(sidecar, time, join(createTestDirectory(), 'not', 'there'));
    await expect.poll(() => bot.rules.stats.failed).toEqual({ write: 1 });
    expect(bot.io()).toBe('off');
  });
});

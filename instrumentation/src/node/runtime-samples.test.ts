import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ProcessUsage } from '../core/emit-runtime-sample.ts';
import { startTestTelemetry, toBody } from '../testing/test-telemetry.ts';
import { startRuntimeSamples } from './runtime-samples.ts';

function useFakeIntervals(): void {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
}

describe('startBotTelemetry, run-time samples', () => {
  it('E6: records what the process uses, the spool and the counters, as often as asked', async () => {
    const test = await startTestTelemetry({ runtimeSampleIntervalMillis: 20, serviceInstanceId: 'i-1' });
    test.telemetry.log({ label: 'a' });
    await test.telemetry.audit.record({
      actor: { type: 'system', name: 'seed' },
      action: 'CREATED',
      entity: { type: 'card', id: '1', name: 'One' },
      after: { a: 1 },
    });
    await test.collector.until(() => {
      const last = test.collector.eventsOf('bot.runtime.sampled').at(-1);
      const counters = last && (toBody(last)['counters'] as { audit: { delivered: number } });
      return counters?.audit.delivered === 1;
    });
    const record = test.collector.eventsOf('bot.runtime.sampled').at(-1)!;
    expect(record).toMatchObject({
      severityNumber: 5,
      severityText: 'DEBUG',
      attributes: {
        'bot.record.kind': 'log',
        'bot.outcome': 'success',
        'bot.id': '42',
        'bot.event': 'bot.runtime.sampled',
      },
    });
    expect(record.attributes).not.toHaveProperty('gen_ai.conversation.id');
    expect(test.collector.resources[0]).toMatchObject({ 'service.instance.id': 'i-1' });
    const body = toBody(record) as unknown as ProcessUsage & {
      readonly counters: Record<string, Record<string, number>>;
    };
    expect(body.rss).toBeGreaterThan(body.heap);
    expect(body.heap).toBeGreaterThan(1e6);
    expect(body.counters['records']?.['emitted']).toBeGreaterThanOrEqual(3);
    expect(body).toMatchObject({
      eventLoopP99Ms: expect.any(Number) as number,
      cpu: expect.any(Number) as number,
      spool: { depth: expect.any(Number) as number, lagMs: expect.any(Number) as number },
      counters: {
        records: { dropped: 0, quarantined: 0 },
        audit: { emitted: 1, delivered: 1, quarantined: 0, dropped: 0 },
        spans: { started: 0, exported: 0, failed: 0 },
        unreadable: 0,
      },
    });
  });

  it('tells of records that wait for a Collector that is down', async () => {
    const test = await startTestTelemetry({ runtimeSampleIntervalMillis: 20 });
    test.collector.answer = (_records, requestNumber) => (requestNumber === 1 ? { status: 503 } : {});
    for (let i = 0; i < 10; i++) test.telemetry.log({ label: 'waits' });
    await test.collector.until(() =>
      test.collector.eventsOf('bot.runtime.sampled').some((record) => {
        const { depth, lagMs } = toBody(record)['spool'] as { depth: number; lagMs: number };
        return depth >= 10 && lagMs >= 100;
      }),
    );
    expect(test.telemetry.stats().records.dropped).toEqual({});
  });

  it('samples every 60 s by default, until the telemetry ends', async () => {
    useFakeIntervals();
    const test = await startTestTelemetry();
    const emitted = (): number => test.telemetry.stats().records.emitted;
    const before = emitted();
    vi.advanceTimersByTime(59_999);
    expect(emitted()).toBe(before);
    vi.advanceTimersByTime(60_001);
    expect(emitted()).toBe(before + 2);
    await test.telemetry.shutdown();
    const atTheEnd = emitted();
    vi.advanceTimersByTime(120_000);
    expect(emitted()).toBe(atTheEnd);
  });
});

describe('startRuntimeSamples', () => {
  it('samples once per interval, and never with an interval of 0', () => {
    useFakeIntervals();
    const samples: ProcessUsage[] = [];
    const end = startRuntimeSamples(60_000, (usage) => samples.push(usage));
    const endNone = startRuntimeSamples(0, (usage) => samples.push(usage));
    vi.advanceTimersByTime(59_999);
    expect(samples).toHaveLength(0);
    vi.advanceTimersByTime(60_001);
    expect(samples).toHaveLength(2);
    end();
    endNone();
    vi.advanceTimersByTime(120_000);
    expect(samples).toHaveLength(2);
  });

  it('sees a blocked event loop and a busy processor', async () => {
    const { promise, resolve } = Promise.withResolvers<ProcessUsage>();
    const startedAt = performance.now();
    onTestFinished(startRuntimeSamples(900, resolve));
    // The first look at the event loop is what later ones are compared with.
    let usedSeconds = 0;
    setTimeout(() => {
      const before = process.cpuUsage();
      const busyUntil = performance.now() + 500;
      while (performance.now() < busyUntil);
      usedSeconds = process.cpuUsage(before).user / 1e6;
    }, 250);
    const usage = await promise;
    const elapsedSeconds = (performance.now() - startedAt) / 1_000;
    expect(usage.eventLoopP99Ms).toBeGreaterThan(200);
    expect(usedSeconds).toBeGreaterThan(0);
    expect(usage.cpu * elapsedSeconds).toBeGreaterThan(usedSeconds * 0.99);
    expect(usage.cpu).toBeLessThanOrEqual(availableParallelism());
  });

  it('keeps no process alive', () => {
    const file = JSON.stringify(new URL('runtime-samples.ts', import.meta.url).href);
    const program = `import(${file}).then((m) => { m.startRuntimeSamples(60_000, () => {}); console.log('ended'); })`;
    const args = ['--conditions=@botscope/source', '--input-type=module', '-e', program];
    const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 20_000 });
    expect([stdout.trim(), status]).toEqual(['ended', 0]);
  });
});

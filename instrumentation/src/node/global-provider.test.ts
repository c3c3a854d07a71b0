import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { context, logs, propagation, trace } from '@opentelemetry/api';
import { isTracingSuppressed } from '@opentelemetry/core';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { startTestTelemetry, type TestTelemetry } from '../testing/test-telemetry.ts';

afterEach(() => {
  trace.disable();
  context.disable();
  logs.disable();
  propagation.disable();
});

function start(): Promise<TestTelemetry> {
  return startTestTelemetry({ global: true });
}

describe('startBotTelemetry, where no tracer provider is registered', () => {
  it('registers one, and the step is the active span for the bot and for libraries', async () => {
    const test = await start();
    await test.telemetry.conversation().turn({}, (turn) =>
      turn.step({ id: 'n1' }, async () => {
        await Promise.resolve();
        trace.getTracer('library').startSpan('query').end();
        test.telemetry.log({ label: 'a' });
      }),
    );
    const spans = await test.spans();
    const step = spans.find(({ name }) => name === 'step step n1');
    expect(spans.find(({ name }) => name === 'query')).toMatchObject({
      traceId: step?.traceId,
      parentSpanId: step?.spanId,
    });
    expect((await test.record('bot.log')).spanId).toBe(step?.spanId);
  });

  it("keeps an application's own spans between a flow and its steps", async () => {
    const test = await start();
    test.telemetry.conversation().turn({}, (turn) =>
      turn.flow({ id: 'f' }, (flow) =>
        trace.getTracer('app').startActiveSpan('transaction', (span) => {
          flow.step({ id: 'n1' }, () => 1);
          span.end();
        }),
      ),
    );
    const spans = await test.spans();
    const own = spans.find(({ name }) => name === 'transaction');
    expect(spans.find(({ name }) => name === 'step step n1')?.parentSpanId).toBe(own?.spanId);
    expect(spans.find(({ name }) => name === 'flow f')?.spanId).toBe(own?.parentSpanId);
  });

  it('starts a new trace for a turn within the span of a server', async () => {
    const test = await start();
    trace.getTracer('http').startActiveSpan('POST /message', (span) => {
      test.telemetry.conversation().turn({}, () => 1);
      span.end();
    });
    const [turn, server] = ['turn', 'POST /message'].map((name) =>
      test.spans().then((all) => all.find((s) => s.name === name)),
    );
    expect((await turn)?.traceId).not.toBe((await server)?.traceId);
  });

  it('sends its own requests outside every turn and unseen by instrumentations of http', async () => {
    const test = await start();
    const seen: unknown[] = [];
    const request = new AsyncLocalStorage<string>();
    const look = (message: unknown): void => {
      const { path } = (message as { request: { path: string } }).request;
      const isSuppressed = isTracingSuppressed(context.active());
      if (path === '/v1/logs') seen.push([isSuppressed, trace.getActiveSpan(), request.getStore()]);
    };
    subscribe('http.client.request.start', look);
    onTestFinished(() => void unsubscribe('http.client.request.start', look));
    const { collector, telemetry } = test;
    await telemetry.forceFlush();
    const before = collector.records.length;
    const waitForRecords = (): Promise<void> => collector.until(() => collector.records.length > before);
    await request.run('of a user', () =>
      telemetry.conversation().turn({}, (turn) => turn.step({ id: 'n1' }, waitForRecords)),
    );
    await test.spans();
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).toEqual(seen.map(() => [true, undefined, undefined]));
  });

  it('puts what others log through OpenTelemetry into the spool as well, with their own scope', async () => {
    const test = await start();
    logs
      .getLogger('library', '2')
      .emit({ body: { text: 'hello', n: [1, 2.5, true] }, severityNumber: 13, eventName: 'lib' });
    test.telemetry.log({ label: 'own' });
    const record = await test.record('lib');
    expect(record).toMatchObject({ severityNumber: 13, body: { text: 'hello', n: [1n, 2.5, true] } });
    expect(await test.records('bot.log')).toHaveLength(1);
  });
});

describe('startBotTelemetry, where a tracer provider is registered', () => {
  it('attaches to it: one provider, no span twice', async () => {
    const exporter = new InMemorySpanExporter();
    const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
    trace.setGlobalTracerProvider(provider);
    onTestFinished(() => provider.shutdown());
    const test = await start();
    test.telemetry.conversation().turn({}, (turn) => turn.step({ id: 'n1' }, () => 1));
    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(['step step n1', 'turn']);
    expect(await test.spans()).toEqual([]);
    const [span] = exporter.getFinishedSpans();
    expect((await test.record('bot.step.completed')).spanId).toBe(span?.spanContext().spanId);
  });
});

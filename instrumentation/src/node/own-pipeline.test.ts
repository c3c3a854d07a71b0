import { createRequire } from 'node:module';
import type * as api from '@opentelemetry/api';
import { ConfigurationError } from '@botscope/conventions';
import { context, diag, DiagLogLevel, logs, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { AlwaysOffSampler, InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { BotTelemetry } from '../api/bot-telemetry.ts';
import { startTestTelemetry, type TestTelemetry } from '../testing/test-telemetry.ts';

afterEach(() => {
  trace.disable();
  context.disable();
  logs.disable();
  propagation.disable();
});

const toNames = (spans: readonly { readonly name: string }[]) => spans.map(({ name }) => name).sort();

function listenToDiagnostics(): { readonly warnings: string[]; readonly errors: string[] } {
  const heard = { warnings: [] as string[], errors: [] as string[] };
  const ignore = (): void => {};
  diag.setLogger(
    {
      error: (text) => void heard.errors.push(text),
      warn: (text) => void heard.warnings.push(text),
      info: ignore,
      debug: ignore,
      verbose: ignore,
    },
    { logLevel: DiagLogLevel.ALL, suppressOverrideMessage: true },
  );
  onTestFinished(() => diag.disable());
  return heard;
}

const talk = (telemetry: BotTelemetry, uid = 'c1') =>
  telemetry.conversation({ uid }).turn({ input: 'hi' }, (turn) => turn.step({ id: 'n1' }, () => 1));

/** Exactly one record of each kind, and nothing sent to the Collector as a span. */
async function expectRecordsOnly(test: TestTelemetry): Promise<void> {
  expect(await test.spans()).toEqual([]);
  for (const event of ['bot.message.received', 'bot.step.completed', 'bot.turn.completed']) {
    expect(await test.records(event)).toHaveLength(1);
  }
}

describe('startBotTelemetry, with a NodeSDK of the application', () => {
  const startSdk = (exporter: InMemorySpanExporter): void => {
    const sdk = new NodeSDK({
      spanProcessors: [new SimpleSpanProcessor({ exporter })],
      logRecordProcessors: [],
      metricReaders: [],
      autoDetectResources: false,
    });
    sdk.start();
    onTestFinished(() => sdk.shutdown());
  };

  it.each(['before', 'after'] as const)(
    'attaches where that is started %s: one span and one record each',
    async (when) => {
      const exporter = new InMemorySpanExporter();
      const heard = listenToDiagnostics();
      if (when === 'before') startSdk(exporter);
      const test = await startTestTelemetry({ global: when === 'before' ? true : 'attach' });
      if (when === 'after') startSdk(exporter);
      talk(test.telemetry);
      expect(toNames(exporter.getFinishedSpans())).toEqual(['step step n1', 'turn']);
      await expectRecordsOnly(test);
      const turn = exporter.getFinishedSpans().find(({ name }) => name === 'turn');
      expect((await test.record('bot.turn.completed')).spanId).toBe(turn?.spanContext().spanId);
      expect(heard.errors).toEqual([]);
    },
  );

  it('attaches also where that is registered later through the copy of the API that `require` gives', async () => {
    const copy = createRequire(import.meta.url)('@opentelemetry/api') as typeof api;
    expect(copy.trace).not.toBe(trace);
    const exporter = new InMemorySpanExporter();
    const test = await startTestTelemetry({ global: 'attach' });
    talk(test.telemetry, 'before');
    copy.trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
    talk(test.telemetry, 'later');
    expect(toNames(exporter.getFinishedSpans())).toEqual(['step step n1', 'turn']);
    expect(await test.records('bot.turn.completed')).toHaveLength(2);
  });

  it('says once that spans take another way, in the diagnostics and in its counters', async () => {
    const heard = listenToDiagnostics();
    startSdk(new InMemorySpanExporter());
    const test = await startTestTelemetry({ global: true });
    talk(test.telemetry);
    expect(test.telemetry.stats().notices).toEqual([expect.stringMatching(/tracer provider of the application/)]);
    expect(heard.warnings.filter((text) => text.includes('tracer provider of the application'))).toHaveLength(1);
    expect((await startTestTelemetry()).telemetry.stats().notices).toEqual([]);
  });

  it('leaves the application its provider when it is shut down', async () => {
    const exporter = new InMemorySpanExporter();
    startSdk(exporter);
    const test = await startTestTelemetry({ global: true });
    await test.telemetry.shutdown();
    trace.getTracer('app').startSpan('later').end();
    expect(toNames(exporter.getFinishedSpans())).toEqual(['later']);
  });
});

describe('startBotTelemetry, with a tracer provider given', () => {
  it('sends spans through it and registers nothing', async () => {
    const exporter = new InMemorySpanExporter();
    const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
    const test = await startTestTelemetry({ global: true, tracerProvider });
    talk(test.telemetry);
    expect(toNames(exporter.getFinishedSpans())).toEqual(['step step n1', 'turn']);
    await expectRecordsOnly(test);
    expect(trace.getTracer('app').startSpan('x').isRecording()).toBe(false);
  });

  it('gives complete records also where its sampler takes no trace', async () => {
    const exporter = new InMemorySpanExporter();
    const spanProcessors = [new SimpleSpanProcessor({ exporter })];
    const tracerProvider = new TracerProvider({ sampler: new AlwaysOffSampler(), spanProcessors });
    const test = await startTestTelemetry({ tracerProvider });
    talk(test.telemetry);
    expect(exporter.getFinishedSpans()).toEqual([]);
    await expectRecordsOnly(test);
    const [step, turn] = [await test.record('bot.step.completed'), await test.record('bot.turn.completed')];
    expect(step.traceId).toBe(turn.traceId);
    expect(step.traceId).toMatch(/[1-9a-f]/);
    expect(step.spanId).not.toBe(turn.spanId);
  });
});

describe('startBotTelemetry, several times in one process', () => {
  it('refuses a second start, in words', async () => {
    await startTestTelemetry({ global: true });
    await expect(startTestTelemetry({ global: true })).rejects.toThrow(ConfigurationError);
    await expect(startTestTelemetry({ global: true })).rejects.toThrow(/called before in this process.*global: false/);
  });

  it('starts again after a shutdown, with spans', async () => {
    const first = await startTestTelemetry({ global: true });
    talk(first.telemetry);
    await first.telemetry.shutdown();
    expect(toNames(first.collector.spans)).toEqual(['step step n1', 'turn']);
    const second = await startTestTelemetry({ global: true });
    talk(second.telemetry);
    expect(toNames(await second.spans())).toEqual(['step step n1', 'turn']);
    expect(second.telemetry.stats().notices).toEqual([]);
  });

  it('keeps those with global: false apart, also where one runs within the other', async () => {
    const [outer, inner] = [await startTestTelemetry(), await startTestTelemetry()];
    await outer.telemetry.conversation({ uid: 'outer' }).turn({}, async () => {
      talk(inner.telemetry, 'inner');
      await Promise.resolve();
      outer.telemetry.log({ label: 'of the outer' });
    });
    expect((await outer.record('bot.log')).attributes['gen_ai.conversation.id']).toBe('outer');
    expect((await inner.record('bot.turn.completed')).attributes['gen_ai.conversation.id']).toBe('inner');
    expect(toNames(await outer.spans())).toEqual(['turn']);
    expect(toNames(await inner.spans())).toEqual(['step step n1', 'turn']);
  });
});

describe('startBotTelemetry, beside a library that brought a context manager of its own', () => {
  it('keeps it, without an error in the diagnostics', async () => {
    const heard = listenToDiagnostics();
    const manager = new AsyncLocalStorageContextManager();
    context.setGlobalContextManager(manager);
    const test = await startTestTelemetry({ global: true });
    const seen = await test.telemetry.conversation().turn({}, async () => {
      await Promise.resolve();
      return trace.getSpanContext(manager.active())?.spanId;
    });
    expect((await test.record('bot.turn.completed')).spanId).toBe(seen);
    expect(heard.errors).toEqual([]);
    await test.telemetry.shutdown();
    const key = Symbol('k');
    expect(context.with(ROOT_CONTEXT.setValue(key, 1), () => context.active().getValue(key))).toBe(1);
  });
});

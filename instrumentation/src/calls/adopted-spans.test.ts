import http from 'node:http';
import { createRequire } from 'node:module';
import { once } from 'node:events';
import { context, propagation, SpanKind, trace, type TracerProvider as ApiTracerProvider } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { request } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startRecordingServer } from '../testing/calls/recording-server.ts';
import { startTestTelemetry } from '../testing/test-telemetry.ts';

/** Those of OpenTelemetry can be put into a module once in a process; later they are switched on and off. */
const instrumentations = [
  new UndiciInstrumentation(),
  new HttpInstrumentation({ disableIncomingRequestInstrumentation: true }),
];
createRequire(import.meta.url)('http');
for (const instrumentation of instrumentations) instrumentation.disable();

interface Application {
  readonly spans: InMemorySpanExporter;
  readonly provider: ApiTracerProvider;
  /** Registers OpenTelemetry's instrumentation of a client. */
  instrument(): void;
}

/** An application that runs OpenTelemetry with its instrumentation of undici and http. */
function startApplication(): Application {
  const spans = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  onTestFinished(async () => {
    for (const instrumentation of instrumentations) instrumentation.disable();
    context.disable();
    propagation.disable();
    await provider.shutdown();
  });
  return {
    spans,
    provider,
    instrument: () => {
      for (const instrumentation of instrumentations) {
        instrumentation.setTracerProvider(provider);
        instrumentation.enable();
      }
    },
  };
}

async function callAll(url: string, telemetryFetch: typeof fetch): Promise<void> {
  await (await telemetryFetch(`${url}/text/1`)).text();
  await (await fetch(`${url}/text/2`)).text();
  await (await request(`${url}/text/3`)).body.text();
  const [response] = (await once(http.get(`${url}/text/4`), 'response')) as [http.IncomingMessage];
  await once(response.resume(), 'end');
}

describe('spans of OpenTelemetry', () => {
  it.each([
    ['before the telemetry', true, undefined],
    ['after the telemetry', false, undefined],
    ['before the telemetry, whose own spans are off', true, 'always_off'],
    ['after the telemetry, whose own spans are off', false, 'always_off'],
  ])('are those of the records, once each, for instrumentation registered %s', async (_when, isBefore, sampler) => {
    const server = await startRecordingServer();
    onTestFinished(() => server.stop());
    const application = startApplication();
    if (sampler !== undefined) {
      process.env['OTEL_TRACES_SAMPLER'] = sampler;
      onTestFinished(() => void delete process.env['OTEL_TRACES_SAMPLER']);
    }
    if (isBefore) application.instrument();
    const test = await startTestTelemetry({ recordOutgoingCalls: true });
    if (!isBefore) application.instrument();
    await test.telemetry.conversation().turn({}, () => callAll(server.http, test.telemetry.fetch));
    const records = await test.records('bot.api.call');
    const theirs = application.spans.getFinishedSpans().filter(({ kind }) => kind === SpanKind.CLIENT);
    expect(records).toHaveLength(4);
    expect(records.map(({ spanId }) => spanId)).toEqual(theirs.map((span) => span.spanContext().spanId));
    expect(records.map(({ traceId }) => traceId)).toEqual(theirs.map((span) => span.spanContext().traceId));
    expect((await test.spans()).filter(({ kind }) => kind === 3)).toEqual([]);
  });

  it('are not taken for those of calls that no instrumentation traces', async () => {
    const server = await startRecordingServer();
    onTestFinished(() => server.stop());
    const { provider } = startApplication();
    const test = await startTestTelemetry({ recordOutgoingCalls: true });
    const tracer = provider.getTracer('application');
    await test.telemetry.conversation().turn({}, () =>
      tracer.startActiveSpan('work', { kind: SpanKind.CLIENT }, async (span) => {
        await callAll(server.http, test.telemetry.fetch);
        expect(trace.getActiveSpan()).toBe(span);
        span.end();
      }),
    );
    const records = await test.records('bot.api.call');
    const ours = (await test.spans()).filter(({ kind }) => kind === 3);
    expect(records.map(({ spanId }) => spanId).sort()).toEqual(ours.map(({ spanId }) => spanId).sort());
    expect(ours).toHaveLength(4);
  });
});

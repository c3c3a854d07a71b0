import { trace, type Tracer } from '@opentelemetry/api';
import { getNumberFromEnv } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { BatchSpanProcessor, TracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace';
import { SCOPE } from '../scope.ts';
import { CountingExporter, type SpanCounts } from './counting-exporter.ts';
import type { StartConfiguration } from './start-configuration.ts';

/** Where spans go. */
export interface SpanPipeline {
  readonly tracer: Tracer;
  readonly counts: Readonly<SpanCounts>;
  readonly forceFlush: () => Promise<void>;
  readonly shutdown: () => Promise<void>;
}

const DEFAULT_DELAY_MILLIS = 1_000;
const UNCOUNTED: SpanCounts = { started: 0, exported: 0, failed: 0 };

/**
 * The application's own tracer provider where one is registered; else a new one, registered unless `global` is false.
 * `recordProcessor` gets what others log through OpenTelemetry, where a logger provider is made too.
 */
export function startSpanPipeline(
  configuration: StartConfiguration,
  resource: Readonly<Record<string, string>>,
  recordProcessor: LogRecordProcessor,
): SpanPipeline {
  if (configuration.options.global === false) return startOwnProvider(configuration, resource);
  if (hasGlobalTracerProvider()) return attach();
  return startSdk(configuration, resource, recordProcessor);
}

function attach(): SpanPipeline {
  const nothing = (): Promise<void> => Promise.resolve();
  return { tracer: getTracer(trace), counts: UNCOUNTED, forceFlush: nothing, shutdown: nothing };
}

function startSdk(
  configuration: StartConfiguration,
  resource: Readonly<Record<string, string>>,
  recordProcessor: LogRecordProcessor,
): SpanPipeline {
  const { processor, counts } = createProcessor(configuration);
  const sdk = new NodeSDK({
    resource: resourceFromAttributes(resource),
    resourceDetectors: [envDetector],
    spanProcessors: [processor],
    logRecordProcessors: [recordProcessor],
    metricReaders: [],
  });
  sdk.start();
  const shutdown = async (): Promise<void> => {
    await sdk.shutdown();
  };
  return { tracer: getTracer(trace), counts, forceFlush: () => processor.forceFlush(), shutdown };
}

function startOwnProvider(configuration: StartConfiguration, resource: Readonly<Record<string, string>>): SpanPipeline {
  const { processor, counts } = createProcessor(configuration);
  const provider = new TracerProvider({ resource: resourceFromAttributes(resource), spanProcessors: [processor] });
  return {
    tracer: getTracer(provider),
    counts,
    forceFlush: () => provider.forceFlush(),
    shutdown: () => provider.shutdown(),
  };
}

function getTracer(provider: Pick<TracerProvider, 'getTracer'>): Tracer {
  return provider.getTracer(SCOPE.name, SCOPE.version);
}

function createProcessor(configuration: StartConfiguration): {
  readonly processor: SpanProcessor;
  readonly counts: SpanCounts;
} {
  const counts: SpanCounts = { ...UNCOUNTED };
  const { tracesUrl: url, headers, timeoutMillis } = configuration;
  if (url === undefined) return { processor: new CountingProcessor([], counts), counts };
  const exporter = new CountingExporter(new OTLPTraceExporter({ url, headers, timeoutMillis }), counts);
  const delay = getNumberFromEnv('OTEL_BSP_SCHEDULE_DELAY') ?? DEFAULT_DELAY_MILLIS;
  const batch = new BatchSpanProcessor({ exporter, scheduledDelayMillis: delay });
  return { processor: new CountingProcessor([batch], counts), counts };
}

/** Counts spans on their way to other processors. */
class CountingProcessor implements SpanProcessor {
  private readonly next: readonly SpanProcessor[];
  private readonly counts: SpanCounts;

  constructor(next: readonly SpanProcessor[], counts: SpanCounts) {
    this.next = next;
    this.counts = counts;
  }

  onStart(...args: Parameters<SpanProcessor['onStart']>): void {
    this.counts.started++;
    for (const processor of this.next) processor.onStart(...args);
  }

  onEnd(span: Parameters<SpanProcessor['onEnd']>[0]): void {
    for (const processor of this.next) processor.onEnd(span);
  }

  async forceFlush(): Promise<void> {
    await Promise.all(this.next.map((processor) => processor.forceFlush()));
  }

  async shutdown(): Promise<void> {
    await Promise.all(this.next.map((processor) => processor.shutdown()));
  }
}

/** Before one is registered, the API answers with a proxy without a delegate. */
function hasGlobalTracerProvider(): boolean {
  const provider = trace.getTracerProvider() as { getDelegateTracer?: (name: string) => Tracer | undefined };
  return provider.getDelegateTracer === undefined || provider.getDelegateTracer(SCOPE.name) !== undefined;
}

import { trace, type ContextManager, type Tracer, type TracerProvider as ApiTracerProvider } from '@opentelemetry/api';
import { getNumberFromEnv } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { BatchSpanProcessor, TracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace';
import { findForeignApi, listRegistered, unregister } from '../providers/global-api.ts';
import { getGlobalTracer, hasGlobalTracerProvider } from '../providers/global-tracer.ts';
import { SCOPE } from '../scope.ts';
import { CountingExporter, type SpanCounts } from './counting-exporter.ts';
import { CountingProcessor } from './counting-processor.ts';
import { createScanningTracer } from '../redaction/scanning-tracer.ts';
import { createScanner } from './create-scanner.ts';

import type { StartConfiguration } from './start-configuration.ts';

/** Where spans go. */
export interface SpanPipeline {
  readonly tracer: Tracer;
  readonly counts: Readonly<SpanCounts>;
  /** What the user should know of the way that spans take. */
  readonly notice: string | undefined;
  readonly forceFlush: () => Promise<void>;
  readonly shutdown: () => Promise<void>;
}

const DEFAULT_DELAY_MILLIS = 1_000;
const UNCOUNTED: SpanCounts = { started: 0, exported: 0, failed: 0 };
/** As for the propagator, null is taken for none; only the type does not say so. */
const NO_CONTEXT_MANAGER = null as unknown as ContextManager;
const ATTACHED =
  'Spans go through a tracer provider of the application: its exporters decide where to, its sampler which of them, and they are not counted here. Records are not concerned. `global: false` sends spans to the Collector through a provider of their own.';

/**
 * The application's own tracer provider where one is given or registered; else a new one, registered unless `global` is
 * false. `recordProcessor` gets what others log through OpenTelemetry, where a logger provider is made too.
 */
export function startSpanPipeline(
  configuration: StartConfiguration,
  resource: Readonly<Record<string, string>>,
  recordProcessor: LogRecordProcessor,
): SpanPipeline {
  const { global = true, tracerProvider } = configuration.options;
  if (tracerProvider !== undefined) return attach(getTracer(tracerProvider), configuration);
  if (global === false) return startOwnProvider(configuration, resource);
  if (global === 'attach' || hasGlobalTracerProvider()) return attach(getGlobalTracer(), configuration);
  const foreignVersion = findForeignApi();
  if (foreignVersion === undefined) return startSdk(configuration, resource, recordProcessor);
  return { ...startOwnProvider(configuration, resource), notice: toForeignNotice(foreignVersion) };
}

function toForeignNotice(version: string): string {
  return `A tracer provider was registered through another copy of @opentelemetry/api, version ${version}, which this one cannot use. Spans go to the Collector through a provider of their own, without the application's as parents. Make the application use one copy, 1.10: npm's "overrides": {"@opentelemetry/api": "$@opentelemetry/api"}.`;
}

/** What exports these spans is not ours: they begin without secrets. */
function attach(foreign: Tracer, configuration: StartConfiguration): SpanPipeline {
  const nothing = (): Promise<void> => Promise.resolve();
  const tracer = createScanningTracer(foreign, createScanner(configuration).scan);
  return { tracer, counts: UNCOUNTED, notice: ATTACHED, forceFlush: nothing, shutdown: nothing };
}

/** Registers what is not registered yet; another library may have brought a context manager of its own. */
function startSdk(
  configuration: StartConfiguration,
  resource: Readonly<Record<string, string>>,
  recordProcessor: LogRecordProcessor,
): SpanPipeline {
  const { processor, counts } = createProcessor(configuration);
  const before = listRegistered();
  const sdk = new NodeSDK({
    resource: resourceFromAttributes(resource),
    resourceDetectors: [envDetector],
    spanProcessors: [processor],
    metricReaders: [],
    logRecordProcessors: before.has('logs') ? [] : [recordProcessor],
    ...(before.has('context') ? { contextManager: NO_CONTEXT_MANAGER } : {}),
    ...(before.has('propagation') ? { textMapPropagator: null } : {}),
  });
  sdk.start();
  const own = [...listRegistered()].filter((part) => !before.has(part));
  const shutdown = async (): Promise<void> => {
    await sdk.shutdown();
    unregister(own);
  };
  return {
    tracer: getTracer(trace),
    counts,
    notice: undefined,
    forceFlush: () => processor.forceFlush(),
    shutdown,
  };
}

function startOwnProvider(configuration: StartConfiguration, resource: Readonly<Record<string, string>>): SpanPipeline {
  const { processor, counts } = createProcessor(configuration);
  const provider = new TracerProvider({ resource: resourceFromAttributes(resource), spanProcessors: [processor] });
  return {
    tracer: getTracer(provider),
    counts,
    notice: undefined,
    forceFlush: () => provider.forceFlush(),
    shutdown: () => provider.shutdown(),
  };
}

function getTracer(provider: Pick<ApiTracerProvider, 'getTracer'>): Tracer {
  return provider.getTracer(SCOPE.name, SCOPE.version);
}

function createProcessor(configuration: StartConfiguration): {
  readonly processor: SpanProcessor;
  readonly counts: SpanCounts;
} {
  const counts: SpanCounts = { ...UNCOUNTED };
  const { tracesUrl: url, headers, timeoutMillis } = configuration;
  if (url === undefined) return { processor: new CountingProcessor([], counts), counts };
  const { scan } = createScanner(configuration);
  const exporter = new CountingExporter(new OTLPTraceExporter({ url, headers, timeoutMillis }), counts, scan);
  const delay = getNumberFromEnv('OTEL_BSP_SCHEDULE_DELAY') ?? DEFAULT_DELAY_MILLIS;
  const batch = new BatchSpanProcessor({ exporter, scheduledDelayMillis: delay });
  return { processor: new CountingProcessor([batch], counts), counts };
}

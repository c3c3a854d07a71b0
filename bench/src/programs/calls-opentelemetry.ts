import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace';
import { measureCalls } from '../measure-calls.ts';

/** Calls with a span each by OpenTelemetry's instrumentation, which keeps no headers and no bodies. */
const [url = '', endpoint = '', count = '10000'] = process.argv.slice(2);
const processor = new BatchSpanProcessor({
  exporter: new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }),
  maxQueueSize: 1_000_000,
});
const sdk = new NodeSDK({
  spanProcessors: [processor],
  metricReaders: [],
  resourceDetectors: [],
  instrumentations: [new UndiciInstrumentation()],
});
sdk.start();
const measurement = await trace.getTracer('bench').startActiveSpan('turn', async (span) => {
  const result = await measureCalls(url, Number(count), () => processor.forceFlush());
  span.end();
  return result;
});
process.send?.(measurement, () => process.exit(0));

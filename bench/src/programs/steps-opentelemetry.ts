import { context, SeverityNumber, trace } from '@opentelemetry/api';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace';
import { measureRecorder } from '../measure-recorder.ts';
import { STEP_INPUT, STEP_OUTPUT, toStepAttributes } from '../step-content.ts';

/**
 * The stock SDK doing the same: a log record with a JSON body per step, and its span unless only the record is asked for;
 * batch processors, OTLP/protobuf logs.
 */
// Large enough that nothing is dropped: what is dropped costs nothing and would flatter the figure.
const MAX_QUEUE_SIZE = 100_000;
const [endpoint = '', how = 'cost', count = '20000', part = 'step'] = process.argv.slice(2);
const spanProcessor = new BatchSpanProcessor({
  exporter: new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }),
  maxQueueSize: MAX_QUEUE_SIZE,
});
const sdk = new NodeSDK({
  serviceName: 'bench',
  spanProcessors: [spanProcessor],
  metricReaders: [],
  resourceDetectors: [],
});
sdk.start();
const loggers = new LoggerProvider({
  processors: [
    new BatchLogRecordProcessor({
      exporter: new OTLPLogExporter({ url: `${endpoint}/v1/logs` }),
      maxQueueSize: MAX_QUEUE_SIZE,
    }),
  ],
});
const tracer = trace.getTracer('bench');
const logger = loggers.getLogger('bench');

function emit(attributes: Record<string, string | number>): void {
  logger.emit({
    eventName: 'bot.step.completed',
    severityNumber: SeverityNumber.INFO,
    severityText: 'INFO',
    attributes,
    body: JSON.stringify({ input: STEP_INPUT, output: STEP_OUTPUT }),
    context: context.active(),
  });
}

function recordStep(index: number): void {
  const attributes = toStepAttributes(index);
  tracer.startActiveSpan('step script Bench step', { attributes }, (span) => {
    emit(attributes);
    span.end();
  });
}

const record = part === 'record' ? (index: number) => emit(toStepAttributes(index)) : recordStep;
const flush = async () => {
  await spanProcessor.forceFlush();
  await loggers.forceFlush();
};
const measurement = await measureRecorder({ record, flush }, how, Number(count));
process.send?.(measurement, () => process.exit(0));

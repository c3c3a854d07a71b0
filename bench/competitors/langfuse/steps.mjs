// Langfuse's SDK doing the same: one observation with input and output per step, its own batching exporter.
import { LangfuseSpanProcessor } from '@langfuse/otel';
import { startActiveObservation, startObservation } from '@langfuse/tracing';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { measureRecorder } from '../../src/measure-recorder.ts';
import { STEP_INPUT, STEP_OUTPUT, toStepAttributes } from '../../src/step-content.ts';

const [endpoint = '', how = 'cost', count = '20000'] = process.argv.slice(2);
const processor = new LangfuseSpanProcessor({ publicKey: 'pk-lf-bench', secretKey: 'sk-lf-bench', baseUrl: endpoint });
new NodeTracerProvider({ spanProcessors: [processor] }).register();

const record = (index) =>
  startObservation('step script Bench step', {
    input: STEP_INPUT,
    output: STEP_OUTPUT,
    metadata: toStepAttributes(index),
  }).end();
await startActiveObservation('turn', async () => {
  const measurement = await measureRecorder({ record, flush: () => processor.forceFlush() }, how, Number(count));
  process.send(measurement, () => process.exit(0));
});

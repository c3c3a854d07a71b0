// Sentry's SDK doing the same: a span with input and output per step, a transaction per hundred steps, as it is meant to be used.
import * as Sentry from '@sentry/node';
import { measureRecorder } from '../../src/measure-recorder.ts';
import { STEP_INPUT, STEP_OUTPUT, toStepAttributes } from '../../src/step-content.ts';

const STEPS_PER_TURN = 100;
const [endpoint = '', how = 'cost', count = '20000'] = process.argv.slice(2);
const client = Sentry.init({ dsn: endpoint.replace('://', '://key@') + '/1', tracesSampleRate: 1 });
// What is dropped costs nothing and would flatter the figure.
client.recordDroppedEvent = (reason, category) => {
  throw new Error(`Sentry dropped a ${category}: ${reason}`);
};

let turn;
const record = (index) => {
  turn ??= Sentry.startInactiveSpan({ name: 'turn', op: 'bot.turn', forceTransaction: true });
  const attributes = {
    ...toStepAttributes(index),
    input: JSON.stringify(STEP_INPUT),
    output: JSON.stringify(STEP_OUTPUT),
  };
  Sentry.startSpan({ name: 'step script Bench step', op: 'bot.step', parentSpan: turn, attributes }, () => undefined);
  if (index % STEPS_PER_TURN !== 0) return;
  turn.end();
  turn = undefined;
};
const measurement = await measureRecorder({ record, flush: () => Sentry.flush(60_000) }, how, Number(count));
process.send(measurement, () => process.exit(0));

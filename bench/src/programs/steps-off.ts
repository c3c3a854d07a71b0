import { startBotTelemetry } from '@botscope/instrumentation/node';

/** A step while nothing records: ns per step, and whether the payload was ever asked for. */
const ROUNDS = 2_000_000;
const telemetry = startBotTelemetry({
  serviceName: 'bench',
  environment: 'sandbox',
  bot: { id: 'bench' },
  enabled: false,
});
let asked = 0;
const input = () => asked++;
const options = { id: 'n1', name: 'Bench step', type: 'script', input };
const output = () => 1;

telemetry.conversation({ uid: 'c-bench' }).turn({ input: 'go' }, (turn) =>
  turn.flow({ id: 'flow-1' }, (flow) => {
    const run = (count: number) => {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += flow.step(options, output);
      return sum;
    };
    run(200_000);
    const started = performance.now();
    run(ROUNDS);
    process.send?.({ nanos: ((performance.now() - started) * 1e6) / ROUNDS, asked }, () => process.exit(0));
  }),
);

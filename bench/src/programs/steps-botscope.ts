import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBotTelemetry } from '@botscope/instrumentation/node';
import { measureRecorder } from '../measure-recorder.ts';
import { STEP_INPUT, STEP_OUTPUT } from '../step-content.ts';

const [endpoint = '', how = 'cost', count = '20000', rate] = process.argv.slice(2);
const spoolDirectory = mkdtempSync(join(tmpdir(), 'botscope-bench-'));
const telemetry = startBotTelemetry({
  serviceName: 'bench',
  environment: 'sandbox',
  bot: { id: 'bench' },
  endpoint,
  spoolDirectory,
});
const conversation = telemetry.conversation({ uid: 'c-bench' });
let finish = () => {};
const ended = new Promise<void>((resolve) => (finish = resolve));

await conversation.turn({ input: 'go' }, (turn) =>
  turn.flow({ id: 'flow-1', name: 'Bench flow', trigger: 'intent' }, async (flow) => {
    const measurement = await measureRecorder(
      {
        record: (index) =>
          flow.step({ id: `n${index % 10}`, name: 'Bench step', type: 'script', input: STEP_INPUT }, () => STEP_OUTPUT),
        flush: () => telemetry.forceFlush({ timeoutMillis: 60_000 }),
      },
      how,
      Number(count),
      Number(rate ?? 500),
    );
    process.send?.(measurement, () => finish());
  }),
);
await ended;
await telemetry.shutdown();
rmSync(spoolDirectory, { recursive: true });
process.exit(0);

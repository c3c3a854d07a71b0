import { writeSync } from 'node:fs';
import { startBotTelemetry } from '../node/index.ts';

/**
 * A bot for tests to kill: turns and audit changes as fast as it can. Prints `ready`, then for audit change n `a<n>` once it is
 * acknowledged. Mode `fail` throws where nobody catches, `leave` returns without a shutdown.
 */
const [endpoint = '', spoolDirectory = '', first = '0', mode = 'work'] = process.argv.slice(2);
const telemetry = startBotTelemetry({
  serviceName: 'crashing-bot',
  environment: 'sandbox',
  bot: { id: '42' },
  endpoint,
  spoolDirectory,
});

async function work(): Promise<never> {
  const conversation = telemetry.conversation({ uid: 'c1' });
  for (let n = Number(first); ; n++) {
    conversation.turn({ input: 'hi' }, (turn) => turn.step({ id: 'n1' }, () => 'x'.repeat(500)));
    await telemetry.audit.record({
      actor: { type: 'system', name: 'test' },
      action: 'UPDATED',
      entity: { type: 'card', id: String(n) },
      after: { n },
    });
    writeSync(1, `a${n}\n`);
  }
}

writeSync(1, 'ready\n');
if (mode === 'work') void work();
else telemetry.conversation({ uid: 'last words' }).turn({ input: 'bye' }, () => 'ok');
if (mode === 'fail') throw new RangeError('nobody catches this');

import { writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { startBotTelemetry } from '@botscope/instrumentation/node';

/**
 * A bot under steady traffic: conversations of one turn with five numbered steps, and an audit change every tenth turn, until a
 * message `stop` comes. Then it delivers everything and prints how many steps and changes there were.
 */
const [endpoint = '', spoolDirectory = ''] = process.argv.slice(2);
const telemetry = startBotTelemetry({
  serviceName: 'working-bot',
  environment: 'sandbox',
  bot: { id: 'working' },
  endpoint,
  spoolDirectory,
});
const STEPS_PER_TURN = 5;
const PAUSE_MILLIS = 20;
let running = true;
let steps = 0;
let changes = 0;
process.on('message', () => (running = false));

async function playTurn(turnNumber: number): Promise<void> {
  const conversation = telemetry.conversation({ uid: `c-${turnNumber}` });
  conversation.turn({ input: `message ${turnNumber}` }, (turn) =>
    turn.flow({ id: 'flow-1' }, (flow) => {
      for (let i = 0; i < STEPS_PER_TURN; i++) flow.step({ id: `n${i}`, type: 'script' }, () => ({ n: steps++ }));
      return 'done';
    }),
  );
  if (turnNumber % 10 !== 0) return;
  await telemetry.audit.record({
    actor: { type: 'system', name: 'Writer' },
    action: 'UPDATED',
    entity: { type: 'card', id: '1' },
    after: { n: changes },
  });
  changes++;
}

for (let turn = 0; running; turn++) {
  await playTurn(turn);
  await delay(PAUSE_MILLIS);
}
await telemetry.forceFlush({ timeoutMillis: 120_000 });
writeSync(1, JSON.stringify({ steps, changes, stats: telemetry.stats() }));
await telemetry.shutdown();
process.exit(0);

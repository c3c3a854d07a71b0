import { setTimeout as delay } from 'node:timers/promises';
import { startBotTelemetry } from '@botscope/instrumentation/node';
import { say } from './say.ts';

/**
 * A bot under steady traffic: turns of five numbered steps in changing conversations, and an audit change every tenth turn, until a
 * message `stop` comes. Then it delivers everything and prints how many steps and changes there were. A message `state` is
 * answered with its counters and its memory.
 */
const [endpoint = '', spoolDirectory = '', stepsPerSecond = '250'] = process.argv.slice(2);
const telemetry = startBotTelemetry({
  serviceName: 'working-bot',
  environment: 'sandbox',
  bot: { id: 'working' },
  endpoint,
  spoolDirectory,
});
const STEPS_PER_TURN = 5;
const TURNS_PER_CHANGE = 10;
/** The recorder remembers thousands; a bot's memory would grow with them, whatever becomes of its records. */
const CONVERSATIONS = 200;
const PAUSE_MILLIS = 10;
const FLUSH_TIMEOUT_MILLIS = 120_000;
let running = true;
let steps = 0;
let changes = 0;
process.on('message', (message) => {
  if (message === 'state') process.send?.({ stats: telemetry.stats(), rssBytes: process.memoryUsage.rss() });
  else running = false;
});

process.once('disconnect', () => process.exit(1));

async function playTurn(turnNumber: number): Promise<void> {
  const conversation = telemetry.conversation({ uid: `c-${turnNumber % CONVERSATIONS}` });
  conversation.turn({ input: `message ${turnNumber}` }, (turn) =>
    turn.flow({ id: 'flow-1' }, (flow) => {
      for (let i = 0; i < STEPS_PER_TURN; i++) flow.step({ id: `n${i}`, type: 'script' }, () => ({ n: steps++ }));
      return 'done';
    }),
  );
  if (turnNumber % TURNS_PER_CHANGE !== 0) return;
  await telemetry.audit.record({
    actor: { type: 'system', name: 'Writer' },
    action: 'UPDATED',
    entity: { type: 'card', id: '1' },
    after: { n: changes },
  });
  changes++;
}

const startedAt = performance.now();
for (let turn = 0; running;) {
  const due = ((performance.now() - startedAt) / 1000) * (Number(stepsPerSecond) / STEPS_PER_TURN);
  while (turn < due && running) await playTurn(turn++);
  await delay(PAUSE_MILLIS);
}
await telemetry.forceFlush({ timeoutMillis: FLUSH_TIMEOUT_MILLIS });
say(JSON.stringify({ steps, changes, stats: telemetry.stats() }));
await telemetry.shutdown();
process.exit(0);

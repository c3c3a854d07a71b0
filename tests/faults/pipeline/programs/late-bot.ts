import { writeSync } from 'node:fs';
import type { BotTelemetry } from '@botscope/instrumentation';

/**
 * A bot on a machine whose clock can be set back. With `record`, for each age (milliseconds) it records an audit change, a
 * step and a failed call with the time of then, and ends without having reached anybody; the spool keeps them. With
 * `drain`, it delivers what the spool has, with the time of now, and prints its counters. The label is in all it records.
 */
const [mode = 'record', endpoint = '', spoolDirectory = '', label = '', ...ages] = process.argv.slice(2);
const readClock = Date.now;
let ageMillis = 0;
// The clock has to be another one before the recorder sees it.
Date.now = () => readClock() - ageMillis;
const { startBotTelemetry } = await import('@botscope/instrumentation/node');
const UNREACHABLE = 'http://127.0.0.1:1/';
const FLUSH_TIMEOUT_MILLIS = 60_000;

function start(): BotTelemetry {
  return startBotTelemetry({
    serviceName: 'late-bot',
    environment: 'sandbox',
    bot: { id: 'late' },
    endpoint,
    spoolDirectory,
    global: false,
  });
}

async function recordAll(telemetry: BotTelemetry, id: string): Promise<void> {
  await telemetry.audit.record({
    actor: { type: 'system', name: 'Writer' },
    action: 'UPDATED',
    entity: { type: 'card', id },
    after: { id },
  });
  await telemetry.conversation({ uid: id }).turn({ input: id }, (turn) =>
    turn.flow({ id: 'late' }, async (flow) => {
      flow.step({ id: 's', type: 'script' }, () => ({ id }));
      await telemetry.fetch(`${UNREACHABLE}${id}`).catch(() => undefined);
      return id;
    }),
  );
}

if (mode === 'record') {
  for (const age of ages) {
    ageMillis = Number(age);
    const telemetry = start();
    await recordAll(telemetry, `${label}-${age}`);
    await telemetry.shutdown({ timeoutMillis: 0 });
  }
} else {
  const telemetry = start();
  await telemetry.forceFlush({ timeoutMillis: FLUSH_TIMEOUT_MILLIS });
  writeSync(1, JSON.stringify(telemetry.stats()));
  await telemetry.shutdown();
}
process.exit(0);

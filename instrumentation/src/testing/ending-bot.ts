import { writeSync } from 'node:fs';
import { startBotTelemetry } from '../node/index.ts';

/**
 * A bot for tests that ends with a top-level await of its telemetry. Arguments: address of a Collector or nothing, spool
 * directory, how long to wait. Prints `flushed` or `refused`, then `ended`.
 */
const [endpoint = '', spoolDirectory = '', millis = '0'] = process.argv.slice(2);
const timeoutMillis = Number(millis);
const telemetry = startBotTelemetry({
  serviceName: 'ending-bot',
  environment: 'sandbox',
  bot: { id: '42' },
  spoolDirectory,
  ...(endpoint === '' ? {} : { endpoint }),
});
telemetry.conversation({ uid: 'c1' }).turn({ input: 'hi' }, (turn) => turn.step({ id: 'n1' }, () => 'ok'));
const outcome = await telemetry.forceFlush({ timeoutMillis }).then(
  () => 'flushed',
  () => 'refused',
);
writeSync(1, `${outcome}\n`);
await telemetry.shutdown({ timeoutMillis });
writeSync(1, 'ended\n');

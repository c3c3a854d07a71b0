import { writeSync } from 'node:fs';
import { startBotTelemetry } from '../node/index.ts';

/**
 * A bot for tests that ends with a top-level await of its telemetry. Arguments: address of a Collector or nothing, spool
 * directory, how long to wait, `flush` or `shutdown` for no flush before the shutdown. Prints `ended` at the end.
 */
const [endpoint = '', spoolDirectory = '', millis = '0', mode = 'flush'] = process.argv.slice(2);
const timeoutMillis = Number(millis);
const telemetry = startBotTelemetry({
  serviceName: 'ending-bot',
  environment: 'sandbox',
  bot: { id: '42' },
  spoolDirectory,
  ...(endpoint === '' ? {} : { endpoint }),
});
telemetry.conversation({ uid: 'c1' }).turn({ input: 'hi' }, (turn) => turn.step({ id: 'n1' }, () => 'ok'));
if (mode === 'flush') await telemetry.forceFlush({ timeoutMillis }).catch(() => {});
await telemetry.shutdown({ timeoutMillis });
writeSync(1, 'ended\n');

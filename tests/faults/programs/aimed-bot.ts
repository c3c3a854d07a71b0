import { startBotTelemetry } from '@botscope/instrumentation/node';
import { KILL_AIMS } from '../kill-aims.ts';
import { watchDisk } from '../disk/watch-disk.ts';
import { say } from './say.ts';

/**
 * A bot that kills itself in the middle of a call to the file system, once 20 of its changes are acknowledged. It says what
 * it does in lines that survive it: `s <n>` before an audit change, `a <n>` once it is acknowledged, `o <n> <time>` after an
 * ordinary record. Without an aim it delivers what earlier ones left.
 */
const [endpoint = '', spoolDirectory = '', first = '0', aimed = '', calls = '0'] = process.argv.slice(2);
const WRITERS = 4;
const MIN_ACKNOWLEDGED = 20;
const PAUSE_MILLIS = 5;
/** Room for more than a Collector leaves waiting, and files so small that there is a new one every hundred changes. */
const QUOTA_BYTES = 1 << 20;
/** One ordinary record for so many changes. */
const CHANGES_PER_RECORD = 4;
let acknowledged = 0;
let callsLeft = Number(calls);
const aim = KILL_AIMS.find(({ name }) => name === aimed);

function killAt(moment: 'before' | 'after', call: Parameters<NonNullable<typeof aim>['matches']>[0]): void {
  if (aim?.moment !== moment || !aim.matches(call)) return;
  if (!aim.isAtStart && acknowledged < MIN_ACKNOWLEDGED) return;
  if (callsLeft-- <= 0) process.kill(process.pid, 'SIGKILL');
}

await watchDisk(spoolDirectory, {
  before: (call) => killAt('before', call),
  after: (call) => killAt('after', call),
});
const telemetry = startBotTelemetry({
  serviceName: 'aimed-bot',
  environment: 'sandbox',
  bot: { id: 'aimed' },
  endpoint,
  spoolDirectory,
  spoolQuotaBytes: QUOTA_BYTES,
});
let next = Number(first);

async function write(): Promise<never> {
  for (;;) {
    const n = next++;
    // Said first: a number that was said is not used by the next process.
    say(`s ${n}\n`);
    if (n % CHANGES_PER_RECORD === 0) {
      telemetry.recordEvent({ event: 'aimed.test', kind: 'log', body: { n } });
      say(`o ${n} ${Date.now()}\n`);
    }
    await telemetry.audit.record({
      actor: { type: 'system', name: 'Writer' },
      action: 'UPDATED',
      entity: { type: 'card', id: String(n) },
      after: { n },
    });
    say(`a ${n}\n`);
    acknowledged++;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
  }
}

process.once('disconnect', () => process.exit(1));
if (aim === undefined) {
  await telemetry.forceFlush({ timeoutMillis: 60_000 });
  await telemetry.shutdown();
  process.exit(0);
}
await Promise.all(Array.from({ length: WRITERS }, write));

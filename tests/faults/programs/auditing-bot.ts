import { startBotTelemetry } from '@botscope/instrumentation/node';
import { say } from './say.ts';

/**
 * A bot that records audit changes as fast as it can and says so, in lines that survive its death:
 * `s <n>` before a record, `a <n>` once it is acknowledged. With `drain`, it only delivers what earlier ones left.
 */
const [endpoint = '', spoolDirectory = '', first = '0', mode = 'record'] = process.argv.slice(2);
const telemetry = startBotTelemetry({
  serviceName: 'audited-bot',
  environment: 'sandbox',
  bot: { id: 'audited' },
  endpoint,
  spoolDirectory,
});
const WRITERS = 4;
let next = Number(first);

async function write(): Promise<never> {
  for (;;) {
    const n = next++;
    say(`s ${n}\n`);
    await telemetry.audit.record({
      actor: { type: 'system', name: 'Writer' },
      action: 'UPDATED',
      entity: { type: 'card', id: String(n), name: `Card ${n}` },
      before: { n: null },
      after: { n },
    });
    say(`a ${n}\n`);
  }
}

if (mode === 'drain') {
  await telemetry.forceFlush({ timeoutMillis: 60_000 });
  await telemetry.shutdown();
  process.exit(0);
}
await Promise.all(Array.from({ length: WRITERS }, write));

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBotTelemetry } from '@botscope/instrumentation/node';
import { measureCalls } from '../measure-calls.ts';

/** Calls that are recorded with headers, bodies and a span each. */
const [url = '', endpoint = '', count = '10000'] = process.argv.slice(2);
const spoolDirectory = mkdtempSync(join(tmpdir(), 'botscope-bench-'));
const telemetry = startBotTelemetry({
  serviceName: 'bench',
  environment: 'sandbox',
  bot: { id: 'bench' },
  endpoint,
  spoolDirectory,
  recordOutgoingCalls: true,
});
const measurement = await telemetry
  .conversation({ uid: 'c-bench' })
  .turn({}, () => measureCalls(url, Number(count), () => telemetry.forceFlush({ timeoutMillis: 60_000 })));
const { emitted } = telemetry.stats().records;
await telemetry.shutdown();
rmSync(spoolDirectory, { recursive: true });
if (emitted < Number(count)) throw new Error(`Of ${count} calls, ${emitted} were recorded.`);
process.send?.(measurement, () => process.exit(0));

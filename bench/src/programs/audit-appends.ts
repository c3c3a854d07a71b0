import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBotTelemetry } from '@botscope/instrumentation/node';
import { toMedian } from '../result.ts';

/**
 * Acknowledged audit records, or with `file` as many appends of the same size, each with fdatasync: ms for one after the
 * other (median), and per record where 20 are asked for at once.
 */
const [endpoint = '', who = 'botscope'] = process.argv.slice(2);
const ONE_BY_ONE = 300;
const GROUPS = 20;
const AT_ONCE = 20;
const RECORD_BYTES = 1_400;
const directory = mkdtempSync(join(tmpdir(), 'botscope-bench-'));
const state = { title: 'Welcome', text: 't'.repeat(300) };

async function openFile(): Promise<() => Promise<unknown>> {
  const file = await open(join(directory, 'log'), 'a');
  const bytes = Buffer.alloc(RECORD_BYTES, 'x');
  return async () => {
    await file.write(bytes);
    await file.datasync();
  };
}

function openAudit(): () => Promise<unknown> {
  const telemetry = startBotTelemetry({
    serviceName: 'bench',
    environment: 'sandbox',
    endpoint,
    spoolDirectory: directory,
  });
  let version = 0;
  stop = () => telemetry.shutdown({ timeoutMillis: 0 });
  return () =>
    telemetry.audit.record({
      actor: { id: 'u1' },
      action: 'UPDATED',
      entity: { type: 'card', id: '41', name: 'Welcome' },
      before: { ...state, version },
      after: { ...state, version: ++version },
    });
}

let stop = (): Promise<void> => Promise.resolve();
const append = who === 'file' ? await openFile() : openAudit();
for (let i = 0; i < 50; i++) await append();
const millis: number[] = [];
for (let i = 0; i < ONE_BY_ONE; i++) {
  const startedAt = performance.now();
  await append();
  millis.push(performance.now() - startedAt);
}
const startedAt = performance.now();
for (let i = 0; i < GROUPS; i++) await Promise.all(Array.from({ length: AT_ONCE }, append));
const groupedMillis = (performance.now() - startedAt) / (GROUPS * AT_ONCE);
await stop();
rmSync(directory, { recursive: true, force: true });
process.send?.({ oneMillis: toMedian(millis), groupedMillis }, () => process.exit(0));

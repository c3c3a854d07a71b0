import { ATTR_LOG_LABEL, toLokiName } from '@botscope/conventions';
import type { TelemetryStats } from '@botscope/instrumentation';
import type { Backends } from '../../../backends/build/ensure-backends.ts';
import { startRealPipeline, type RealPipeline } from '../../../backends/run/real-pipeline.ts';
import { waitUntil } from '../../../backends/run/wait-until.ts';
import { readAllRecords } from '../../read-all.ts';
import type { FaultResult } from '../../fault-result.ts';
import { withDirectory } from '../../with-directory.ts';
import { drainLate, readLateCalls, readLateChanges, readLateSteps, recordLate, toLateId } from '../late-bot.ts';

const TOO_LATE_MILLIS = 31 * 86_400_000;
const QUARANTINED = `{bot_record_kind="log", bot_id="late"} | ${toLokiName(ATTR_LOG_LABEL)} = "record quarantined"`;
const DROPPED = /Dropping data/;

function listWrongCounters({ audit, records }: TelemetryStats): string[] {
  return [
    ...(audit.quarantined === 1 ? [] : [`stats() count ${audit.quarantined} quarantined audit records instead of 1`]),
    ...(audit.spooled === 0 ? [] : [`${audit.spooled} audit records still wait`]),
    ...(records.delivered >= records.recovered
      ? []
      : [`of ${records.recovered} other records ${records.delivered} are sent`]),
    ...(audit.lastError?.startsWith('HTTP 400') === true ? [] : [`stats() name as last error: ${audit.lastError}`]),
  ];
}

async function listWrongReadings(pipeline: RealPipeline, label: string): Promise<string[]> {
  const { lokiUrl } = pipeline;
  const [tooLate, now] = [toLateId(label, TOO_LATE_MILLIS), toLateId(label, 0)];
  await waitUntil('the record about the quarantine', async () =>
    (await readAllRecords(lokiUrl, 'records', QUARANTINED)).length > 0 ? true : undefined,
  );
  const readings = { changes: readLateChanges, steps: readLateSteps, calls: readLateCalls };
  const wrong: string[] = [];
  for (const [name, read] of Object.entries(readings)) {
    const found = await waitUntil(`the ${name} of now`, async () => {
      const ids = await read(lokiUrl);
      return ids.includes(now) ? ids : undefined;
    });
    if (found.includes(tooLate)) wrong.push(`${name} of 31 days ago are at the reader`);
  }
  if (!DROPPED.test(pipeline.collectorOutput())) wrong.push('the Collector’s log says nothing of what it dropped');
  return wrong;
}

/**
 * Records 31 days late, which Loki refuses for good: an audit change goes into the bot's quarantine, which its counters and
 * a record say; others are dropped by the Collector, which its log says; what comes behind them arrives.
 */
export function sendTooLateRecords(backends: Backends): Promise<FaultResult> {
  return withDirectory('spool', async (directory) => {
    const pipeline = await startRealPipeline(backends);
    try {
      const spool = { spoolDirectory: directory, label: 'too-late' };
      await recordLate(spool, [TOO_LATE_MILLIS, 0]);
      const stats = await drainLate(spool, pipeline.collectorUrl());
      const failures = [...listWrongCounters(stats), ...(await listWrongReadings(pipeline, spool.label))];
      return {
        row: 'too-late',
        what: 'records 31 d late before records of now in one spool',
        totals: `audit: ${stats.audit.delivered} delivered, ${stats.audit.quarantined} quarantined (${stats.audit.lastError?.slice(0, 60)}…); others: ${stats.records.delivered} acknowledged`,
        failures,
      };
    } finally {
      await pipeline.close();
    }
  });
}

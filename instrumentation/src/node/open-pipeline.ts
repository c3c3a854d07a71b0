import { ConfigurationError } from '@botscope/conventions';
import { createAuditSeal } from '../audit/seal-audit-record.ts';
import { nextUid } from '../record/process-order.ts';
import { RecordPipeline, type RecordPipelineOptions } from '../spool/record-pipeline.ts';
import type { BotRecordPipeline } from './spool-sink.ts';
import type { StartConfiguration } from './start-configuration.ts';

/** Opens the spool. @throws ConfigurationError when its directory cannot be used. */
export function openPipeline(
  configuration: StartConfiguration,
  onQuarantined: RecordPipelineOptions<never, never>['onQuarantined'],
): BotRecordPipeline {
  const { spoolDirectory, logsUrl, headers, timeoutMillis, compression, spoolQuotaBytes } = configuration;
  try {
    return new RecordPipeline({
      spoolDirectory,
      transport: { url: logsUrl, headers, timeoutMillis, compression },
      quotaBytes: spoolQuotaBytes,
      seal: createAuditSeal(nextUid),
      nextName: nextUid,
      nowMillis: Date.now,
      onQuarantined,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError([
      `spoolDirectory (BOTSCOPE_SPOOL_DIR) ${spoolDirectory} cannot be used: ${reason}. Give a directory that this process may write to.`,
    ]);
  }
}

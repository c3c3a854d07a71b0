import { ConfigurationError } from '@botscope/conventions';
import { createAuditSeal } from '../audit/seal-audit-record.ts';
import { nextUid } from '../record/process-order.ts';
import { toEncodable } from '../record/to-encodable.ts';
import { toScanned } from '../record/to-scanned.ts';
import { RecordPipeline, type RecordPipelineOptions } from '../spool/record-pipeline.ts';
import { createScanner } from './create-scanner.ts';
import type { BotRecordPipeline, OrdinaryRecord } from './spool-sink.ts';
import type { StartConfiguration } from './start-configuration.ts';

/** Opens the spool, which takes no record before it is scanned for secrets. @throws ConfigurationError when its directory cannot be used. */
export function openPipeline(
  configuration: StartConfiguration,
  onQuarantined: RecordPipelineOptions<never, never, never>['onQuarantined'],
): BotRecordPipeline {
  const { spoolDirectory, logsUrl, headers, timeoutMillis, compression, spoolQuotaBytes } = configuration;
  const scanner = createScanner(configuration);
  try {
    return new RecordPipeline({
      spoolDirectory,
      transport: { url: logsUrl, headers, timeoutMillis, compression },
      quotaBytes: spoolQuotaBytes,
      seal: createAuditSeal(nextUid, scanner),
      toEncodable: (record: OrdinaryRecord) =>
        'shape' in record ? toEncodable(record, scanner) : toScanned(record, scanner.scan),
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

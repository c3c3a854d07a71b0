import type { EncodableLogRecord, LogsEnvelope } from '@botscope/otlp';
import type { AuditReceipt } from '../api/audit.ts';
import { AuditError } from '../audit/audit-error.ts';
import type { AuditDraft } from '../audit/seal-audit-record.ts';
import type { BotRecord } from '../record/bot-record.ts';
import type { RecordSink } from '../record/record-sink.ts';
import type { RecordPipeline } from '../spool/record-pipeline.ts';
import { checkSpool } from './check-spool.ts';

/** A record of ours, or one that the application has logged through OpenTelemetry. */
export type OrdinaryRecord = BotRecord | EncodableLogRecord;

/** A pipeline for bot records. */
export type BotRecordPipeline = RecordPipeline<AuditDraft, AuditReceipt, OrdinaryRecord>;

/** What a record is taken to need in memory besides its body, in characters. */
const OVERHEAD_LENGTH = 500;

/**
 * A sink that writes to the spool directly. `isOpen` false: nothing is taken any more. `onAppended` hears of every
 * acknowledged audit record.
 */
export function createSpoolSink(
  pipeline: BotRecordPipeline,
  envelope: LogsEnvelope,
  isOpen: () => boolean,
  onAppended: () => void,
): RecordSink {
  return {
    isRecording: isOpen,
    emit: (record) => pipeline.emit(envelope, record, toLength(record)),
    append: async (record) => {
      if (!isOpen()) throw new AuditError('AUDIT_SHUT_DOWN');
      const receipt = await pipeline.append(envelope, record);
      onAppended();
      return receipt;
    },
    ready: async () => {
      if (!isOpen()) throw new AuditError('AUDIT_SHUT_DOWN');
      await checkSpool(pipeline.slot.directory);
    },
  };
}

function toLength({ body }: BotRecord): number {
  let length = OVERHEAD_LENGTH;
  for (let i = 0; i < body.length; i++) length += (body[i] as string).length;
  return length;
}

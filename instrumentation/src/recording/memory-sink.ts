import {
  decodeLogsRequest,
  EncodeBuffer,
  encodeLogRecord,
  encodeLogsRequest,
  type EncodableLogRecord,
  type LogsEnvelope,
} from '@botscope/otlp';
import { toLokiEntry, type LokiEntry } from '@botscope/records';
import type { AuditReceipt } from '../api/audit.ts';
import { createAuditSeal } from '../audit/seal-audit-record.ts';
import type { BotRecord } from '../record/bot-record.ts';
import { nextUid } from '../record/process-order.ts';
import type { RecordSink } from '../record/record-sink.ts';
import { toEncodable } from '../record/to-encodable.ts';
import type { SecretScanner } from '../redaction/secret-scanner.ts';

/**
 * Keeps records in memory as a store would give them: encoded as a Collector gets them, and decoded again. Audit records
 * are chained as on disk.
 */
export class MemorySink implements RecordSink {
  readonly entries: LokiEntry[] = [];
  private readonly envelope: LogsEnvelope;
  private readonly scanner: SecretScanner;
  private readonly seal: ReturnType<typeof createAuditSeal>;
  private chainHead = '';

  constructor(envelope: LogsEnvelope, scanner: SecretScanner) {
    this.envelope = envelope;
    this.scanner = scanner;
    this.seal = createAuditSeal(nextUid, scanner);
  }

  isRecording(): boolean {
    return true;
  }

  emit(record: BotRecord): void {
    this.keep(toEncodable(record, this.scanner));
  }

  append(draft: BotRecord): Promise<AuditReceipt> {
    const { record, receipt, state } = this.seal(draft, this.chainHead);
    this.chainHead = state;
    this.keep(record);
    return Promise.resolve(receipt);
  }

  private keep(encodable: EncodableLogRecord): void {
    const buffer = new EncodeBuffer();
    encodeLogRecord(buffer, encodable);
    const request = encodeLogsRequest(this.envelope, [buffer.view()]);
    for (const { resource, scopeLogs } of decodeLogsRequest(request, 'application/x-protobuf').resourceLogs) {
      for (const { logRecords } of scopeLogs) {
        this.entries.push(...logRecords.map((record) => toLokiEntry(record, resource)));
      }
    }
  }
}

import type { AuditReceipt } from '../api/audit.ts';
import type { BotRecord } from './bot-record.ts';

/** Where records go. */
export interface RecordSink {
  /** Whether anything becomes of a record; asked before any work is done for one. */
  isRecording(): boolean;
  /** Takes an ordinary record; never throws. */
  emit(record: BotRecord): void;
  /**
   * Resolves when the audit record, with its place in the chain added, is on this disk; rejects with an `AuditError` when
   * it is not.
   */
  append(record: BotRecord): Promise<AuditReceipt>;
  /** Rejects with the `AuditError` of an `append` that would fail now, as far as it can be known; absent: nothing can be. */
  ready?(): Promise<void>;
}

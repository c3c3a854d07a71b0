import type { AttributeColumns } from '@botscope/otlp';
import { toLokiEntry, type LokiEntry } from '@botscope/records';
import type { AuditReceipt } from '../api/audit.ts';
import { createAuditSeal } from '../audit/seal-audit-record.ts';
import { toAllAttributes, type BotRecord } from '../record/bot-record.ts';
import { nextUid } from '../record/process-order.ts';
import type { RecordSink } from '../record/record-sink.ts';

/** Keeps records in memory, in the shape in which a store gives them; audit records are chained as on disk. */
export class MemorySink implements RecordSink {
  readonly entries: LokiEntry[] = [];
  private readonly resource: Readonly<Record<string, string>>;
  private readonly seal = createAuditSeal(nextUid);
  private chainHead = '';

  /** `resource`: attributes of every record's resource. */
  constructor(resource: Readonly<Record<string, string>>) {
    this.resource = resource;
  }

  isRecording(): boolean {
    return true;
  }

  emit(record: BotRecord): void {
    this.keep(record, record.timestampUnixNano, {});
  }

  append(draft: BotRecord): Promise<AuditReceipt> {
    const { record, receipt, state } = this.seal(draft, this.chainHead);
    this.chainHead = state;
    this.keep(draft, record.timestampUnixNano, toObject(record.attributes));
    return Promise.resolve(receipt);
  }

  private keep(record: BotRecord, timestampUnixNano: bigint, further: Readonly<Record<string, unknown>>): void {
    const { event, severityNumber, severityText } = record.shape;
    const emitted = {
      timestampUnixNano,
      observedTimestampUnixNano: timestampUnixNano,
      severityNumber,
      severityText,
      eventName: event,
      body: record.body.join(''),
      attributes: { ...toAllAttributes(record), ...further },
      traceId: record.span?.traceId ?? '',
      spanId: record.span?.spanId ?? '',
    };
    this.entries.push(toLokiEntry(emitted, { attributes: this.resource }));
  }
}

function toObject({ keys, values }: AttributeColumns): Record<string, unknown> {
  return Object.fromEntries(keys.map((key, i) => [key, values[i]]));
}

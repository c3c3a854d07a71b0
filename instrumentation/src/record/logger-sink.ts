import { ROOT_CONTEXT, trace, type Context, type Logger } from '@opentelemetry/api';
import { AuditError } from '../audit/audit-error.ts';
import { offerAudit, type AuditHandover } from './audit-handover.ts';
import { toAllAttributes, type BotRecord } from './bot-record.ts';
import type { SecretScanner } from '../redaction/secret-scanner.ts';
import type { PlainAttribute } from './attribute-list.ts';
import type { RecordSink } from './record-sink.ts';
import { scanAttribute, type ScanText } from './scan-value.ts';

const NANOS = 1_000_000_000n;

/** A sink that emits through an OpenTelemetry logger, whatever its processors do, without what the scanner replaces. */
export function createLoggerSink(logger: Logger, { scan, scanJson }: SecretScanner): RecordSink {
  const emit = (record: BotRecord, context: Context): void => {
    const { event, severityNumber, severityText } = record.shape;
    const { timestampUnixNano } = record;
    const time: [number, number] = [Number(timestampUnixNano / NANOS), Number(timestampUnixNano % NANOS)];
    logger.emit({
      eventName: event,
      timestamp: time,
      observedTimestamp: time,
      severityNumber,
      severityText,
      body: scanJson(record.body.join('')),
      attributes: toScannedAttributes(record, scan),
      context,
    });
  };
  /** Known by the last record only: a logger does not tell what its processors are. */
  let isDurable = true;
  return {
    isRecording: () => logger.enabled(),
    emit: (record) => emit(record, toContext(record)),
    append: (record) => {
      const handover: AuditHandover = { record, receipt: undefined };
      if (logger.enabled()) emit(record, offerAudit(toContext(record), handover));
      isDurable = handover.receipt !== undefined;
      return handover.receipt ?? Promise.reject(new AuditError('AUDIT_NOT_DURABLE'));
    },
    ready: async () => {
      if (!isDurable || !logger.enabled()) throw new AuditError('AUDIT_NOT_DURABLE');
    },
  };
}

function toScannedAttributes(record: BotRecord, scan: ScanText): Record<string, PlainAttribute> {
  const attributes = Object.entries(toAllAttributes(record));
  return Object.fromEntries(attributes.map(([key, value]) => [key, scanAttribute(key, value, scan)]));
}

function toContext({ span }: BotRecord): Context {
  return span === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, span);
}

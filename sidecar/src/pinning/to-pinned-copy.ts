import {
  ATTR_RECORD_UID,
  ATTR_RETENTION,
  INDEXED_LOG_ATTRIBUTES,
  INDEXED_RESOURCE_ATTRIBUTES,
  RETENTION_PINNED,
  toLokiName,
} from '@botscope/conventions';
import type { OtlpLogRecord, OtlpScope, ResourceLogs } from '@botscope/otlp';
import type { BotRecord } from '@botscope/records';

type Texts = Record<string, string>;

/** Names that Loki writes from fields of a log record: they go back into their fields. */
const FIELDS = new Set([
  'observed_timestamp',
  'severity_number',
  'severity_text',
  'trace_id',
  'span_id',
  'flags',
  'dropped_attributes_count',
  'scope_name',
  'scope_version',
  'scope_dropped_attributes_count',
  // Found out anew by whoever stores the copy.
  'detected_level',
]);

/** Loki indexes these by the names that bots send; every other name is the same after its dots are underscores. */
const RESOURCE_NAMES = new Map<string, string>(INDEXED_RESOURCE_ATTRIBUTES.map((name) => [toLokiName(name), name]));
const RECORD_NAMES = new Map<string, string>(INDEXED_LOG_ATTRIBUTES.map((name) => [toLokiName(name), name]));

/**
 * A record as it is sent once more, to be kept long: same uid, time, body and attributes, and `bot.retention=pinned`. A
 * record without a uid gets the one that readers derive for it, so that they see one record and not two.
 */
export function toPinnedCopy(record: BotRecord): ResourceLogs {
  const stored: Texts = { ...record.metadata, ...record.labels };
  return {
    resource: { attributes: pickNames(stored, RESOURCE_NAMES), droppedAttributesCount: 0 },
    schemaUrl: '',
    scopeLogs: [{ scope: toScope(stored), schemaUrl: '', logRecords: [toLogRecord(record, stored)] }],
  };
}

function pickNames(stored: Texts, names: ReadonlyMap<string, string>): Texts {
  const picked = Object.create(null) as Texts;
  for (const [lokiName, name] of names) {
    const text = stored[lokiName];
    if (text !== undefined) picked[name] = text;
  }
  return picked;
}

function toScope({ scope_name: name = '', scope_version: version = '', ...rest }: Texts): OtlpScope {
  const attributes = Object.create(null) as Texts;
  return { name, version, attributes, droppedAttributesCount: toCount(rest.scope_dropped_attributes_count) };
}

function toLogRecord(record: BotRecord, stored: Texts): OtlpLogRecord {
  return {
    timestampUnixNano: record.timestampUnixNano,
    observedTimestampUnixNano: toNanos(stored.observed_timestamp),
    severityNumber: toCount(stored.severity_number),
    severityText: stored.severity_text ?? '',
    body: record.line,
    attributes: toAttributes(record, stored),
    droppedAttributesCount: toCount(stored.dropped_attributes_count),
    flags: toCount(stored.flags),
    traceId: stored.trace_id ?? '',
    spanId: stored.span_id ?? '',
    eventName: '',
  };
}

function toAttributes(record: BotRecord, stored: Texts): Texts {
  const attributes = Object.create(null) as Texts;
  for (const [name, text] of Object.entries(stored)) {
    // Labels that begin so are Loki's own, such as the one by which it divides streams.
    if (FIELDS.has(name) || RESOURCE_NAMES.has(name) || RECORD_NAMES.has(name) || name.startsWith('__')) continue;
    attributes[name] = text;
  }
  if (record.uidDerived) attributes[ATTR_RECORD_UID] = record.uid;
  return Object.assign(attributes, pickNames(stored, RECORD_NAMES), { [ATTR_RETENTION]: RETENTION_PINNED });
}

function toCount(text: string | undefined): number {
  return text !== undefined && /^[0-9]{1,9}$/.test(text) ? Number(text) : 0;
}

function toNanos(text: string | undefined): bigint {
  return text !== undefined && /^[0-9]{1,19}$/.test(text) ? BigInt(text) : 0n;
}

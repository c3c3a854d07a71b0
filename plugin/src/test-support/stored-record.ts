import {
  ATTR_BOT_ID,
  ATTR_BOT_NAME,
  ATTR_CONVERSATION_ID,
  ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
  ATTR_EVENT,
  ATTR_OUTCOME,
  ATTR_RECORD_KIND,
  ATTR_RECORD_UID,
  ATTR_SERVICE_NAME,
  INDEXED_LOG_ATTRIBUTES,
  INDEXED_RESOURCE_ATTRIBUTES,
  toLokiName,
} from '@botscope/conventions';
import type { StoredRecord } from './fake-loki.ts';

/** Attributes by name, as a bot sends them. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** What a test says of a record; the rest is a bot called Support in production. */
export interface RecordSketch {
  /** Milliseconds since the epoch. */
  readonly atMillis: number;
  readonly kind: string;
  readonly event: string;
  readonly attributes?: Attributes;
  /** An object is stored as JSON. */
  readonly body?: unknown;
}

const INDEXED = new Set<string>([...INDEXED_RESOURCE_ATTRIBUTES, ...INDEXED_LOG_ATTRIBUTES]);

const DEFAULTS: Attributes = {
  [ATTR_SERVICE_NAME]: 'support-bot',
  [ATTR_DEPLOYMENT_ENVIRONMENT_NAME]: 'production',
  [ATTR_BOT_ID]: 'support',
  [ATTR_BOT_NAME]: 'Support',
  [ATTR_OUTCOME]: 'success',
  [ATTR_CONVERSATION_ID]: 'conversation-1',
};

let recordCount = 0;

/** A record as Loki keeps it after the Collector. Records of one millisecond keep the order in which they were made. */
export function toStoredRecord({ atMillis, kind, event, attributes = {}, body = {} }: RecordSketch): StoredRecord {
  recordCount += 1;
  const all: Attributes = {
    ...DEFAULTS,
    [ATTR_RECORD_KIND]: kind,
    [ATTR_EVENT]: event,
    [ATTR_RECORD_UID]: `uid-${String(recordCount).padStart(6, '0')}`,
    ...attributes,
  };
  const pick = (wantsIndexed: boolean) =>
    Object.fromEntries(
      Object.entries(all)
        .filter(([name, value]) => value !== undefined && INDEXED.has(name) === wantsIndexed)
        .map(([name, value]) => [toLokiName(name), String(value)]),
    );
  return {
    timestampUnixNano: BigInt(atMillis) * 1_000_000n + BigInt(recordCount % 1_000_000),
    labels: pick(true),
    metadata: pick(false),
    line: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

/** The same record in a Loki that nobody configured for us: what it would index is metadata there. */
export function toForeignRecord(record: StoredRecord): StoredRecord {
  const own = new Set<string>(INDEXED_LOG_ATTRIBUTES.map(toLokiName));
  const entries = Object.entries(record.labels);
  return {
    ...record,
    labels: Object.fromEntries(entries.filter(([name]) => !own.has(name))),
    metadata: { ...record.metadata, ...Object.fromEntries(entries.filter(([name]) => own.has(name))) },
  };
}

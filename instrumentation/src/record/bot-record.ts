import type { SpanContext } from '@opentelemetry/api';
import type { AttributeList, PlainAttribute } from './attribute-list.ts';
import type { RecordShape } from './record-shape.ts';

/** A record on its way to the spool or to the application's logger provider. */
export interface BotRecord {
  readonly shape: RecordShape;
  readonly timestampUnixNano: bigint;
  /** Attributes that many records share. */
  readonly common: AttributeList;
  /** Attributes of this record alone. */
  readonly attributes: AttributeList;
  /** JSON text in pieces. */
  readonly body: readonly string[];
  /** The span that it belongs to. */
  readonly span: SpanContext | undefined;
}

/** All attributes of a record. */
export function toAllAttributes(record: BotRecord): Record<string, PlainAttribute> {
  return { ...record.common.toObject(), ...record.shape.attributes.toObject(), ...record.attributes.toObject() };
}

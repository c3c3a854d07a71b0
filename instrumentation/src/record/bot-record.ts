import type { SpanContext } from '@opentelemetry/api';
import type { LogLevel } from '@botscope/conventions';
import type { AttributeList } from './attribute-list.ts';

/** A record on its way to the spool or to the application's logger provider. */
export interface BotRecord {
  /** Event name. */
  readonly event: string;
  readonly level: LogLevel;
  readonly timestampUnixNano: bigint;
  /** Attributes that many records share. */
  readonly common: AttributeList;
  /** Attributes of this record alone. */
  readonly attributes: AttributeList;
  /** JSON text. */
  readonly body: string;
  /** The span that it belongs to. */
  readonly span: SpanContext | undefined;
}

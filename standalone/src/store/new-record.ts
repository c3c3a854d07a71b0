import type { Tenant } from '@botscope/conventions';
import type { IndexedColumn } from './attribute-name.ts';
import type { Origin } from './origin.ts';
import type { Stream } from './stream.ts';

/** A record on its way into the store. */
export interface NewRecord {
  readonly tenant: Tenant;
  readonly stream: Stream;
  readonly origin: Origin;
  readonly timestampUnixNano: bigint;
  /** 0n = unknown. */
  readonly observedTimestampUnixNano: bigint;
  readonly severityNumber: number;
  readonly severityText: string;
  /** 32 lower-case hex digits, or empty. */
  readonly traceId: string;
  /** 16 lower-case hex digits, or empty. */
  readonly spanId: string;
  readonly flags: number;
  readonly eventName: string;
  readonly droppedAttributesCount: number;
  /** All attributes of the record, as `attribute-json.ts` writes them. */
  readonly attributesJson: string;
  /** The body as text. */
  readonly line: string;
  /** Values of the indexed metadata that the record has. */
  readonly columns: Readonly<Partial<Record<IndexedColumn, string>>>;
}

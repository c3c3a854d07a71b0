import type { DatabaseSync } from 'node:sqlite';
import { KeyLookup } from './key-lookup.ts';
import { parseOrigin, type Origin } from './origin.ts';
import { parseStream, type Stream } from './stream.ts';
import type { StoredRow } from './stored-row.ts';

/** Columns of a {@link RecordRow}. */
export const RECORD_COLUMNS =
  'id, ts, stream, origin, observed, severity, severity_text, trace, span, flags, event, dropped, attrs, body';

/** A row of the table `records`. */
export type RecordRow = [
  ...[id: bigint, ts: bigint, stream: bigint, origin: bigint, observed: bigint, severity: bigint],
  ...[severityText: string, trace: string, span: string, flags: bigint, event: string, dropped: bigint],
  ...[attrs: string, body: string],
];

/** What the rows of a file name by number. */
export interface RowKeys {
  readonly streams: KeyLookup<Stream>;
  readonly origins: KeyLookup<Origin>;
}

/** The keys of a file that is open for reading; its rows are arrays. */
export function openRowKeys(database: DatabaseSync): RowKeys {
  return {
    streams: new KeyLookup(database, 'streams', parseStream),
    origins: new KeyLookup(database, 'origins', parseOrigin),
  };
}

/** A row with stream and origin looked up. */
export function toStoredRow(row: RecordRow, { streams, origins }: RowKeys): StoredRow {
  const [id, ts, stream, origin, observed, severity, severityText, trace, span, flags, event, dropped, attrs, body] =
    row;
  return {
    id,
    timestampUnixNano: ts,
    stream: streams.get(Number(stream)),
    origin: origins.get(Number(origin)),
    observedTimestampUnixNano: BigInt.asUintN(64, observed),
    severityNumber: Number(severity),
    severityText,
    traceId: trace,
    spanId: span,
    flags: Number(flags),
    eventName: event,
    droppedAttributesCount: Number(dropped),
    attributesJson: attrs,
    line: body,
  };
}

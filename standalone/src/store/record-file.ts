import type { RecordScan, StoredRecord, StreamVolume } from './record-reader.ts';
import type { StoredRow } from './stored-row.ts';
import type { Stream } from './stream.ts';

/** Times of the records of a file; undefined = it has none. */
export interface TimeBounds {
  readonly minUnixNano: bigint;
  readonly maxUnixNano: bigint;
}

/** A record that a scan found. */
export interface FoundRecord {
  readonly id: bigint;
  readonly timestampUnixNano: bigint;
  readonly record: StoredRecord;
}

/** Takes a number of records; the same stream and cell may come several times. */
export type CountReceiver = (stream: Stream, cell: number, records: number) => void;

/** What a scan asks of one file. */
export type FileScan = Omit<RecordScan, 'tenant'>;

/**
 * Reading side of one file of records, whatever its layout. A live file answers with what is committed at the moment.
 */
export interface RecordFile {
  bounds(): TimeBounds | undefined;
  /** The highest id, or 0n. */
  lastId(): bigint;
  /** Records in the order of the scan, ties by id, lazily. */
  scan(scan: FileScan): Iterator<FoundRecord>;
  /** Streams with a record in the range. */
  streams(startUnixNano: bigint, endUnixNano: bigint): readonly Stream[];
  volume(startUnixNano: bigint, endUnixNano: bigint): readonly StreamVolume[];
  /** Calls `add` with the records of each stream and cell; cells are between neighbours of `edgesUnixNano`, later end included. */
  count(edgesUnixNano: BigInt64Array, add: CountReceiver): void;
  /** Rows with an id above `afterId` and up to `lastId` of the streams that `accepts` takes, by id. */
  arrivals(afterId: bigint, lastId: bigint, limit: number, accepts: (stream: Stream) => boolean): readonly StoredRow[];
  close(): void;
}

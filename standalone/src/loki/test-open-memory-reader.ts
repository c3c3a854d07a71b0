import type { RecordReader, RecordScan, StoredRecord, VolumeReader } from '../store/record-reader.ts';
import { createMemoryReader, type TestRecord } from './test-memory-reader.ts';

/** What a query thread of a test reads. */
export interface MemoryReaderOptions {
  readonly records?: readonly TestRecord[];
  /** Endless records, so that a query only ends by its time or its client. */
  readonly endless?: boolean;
  /** A reader that never comes back, so that the thread must be ended. */
  readonly hangs?: boolean;
  /** Set to 1 when a scan ends, for whatever reason. */
  readonly scanEnded?: SharedArrayBuffer;
  readonly fails?: string;
}

/** Opens a reader in a query thread. */
export function openMemoryReader(options: MemoryReaderOptions): RecordReader & VolumeReader {
  if (options.fails !== undefined) throw new Error(options.fails);
  const reader = createMemoryReader(options.records ?? []);
  if (options.hangs === true) return { ...reader, scan: hang };
  return options.endless === true ? { ...reader, scan: (scan) => endless(scan, options.scanEnded) } : reader;
}

function hang(): Iterable<StoredRecord> {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  return [];
}

function* endless({ startUnixNano }: RecordScan, scanEnded = new SharedArrayBuffer(4)): Iterable<StoredRecord> {
  const labels = Object.assign(Object.create(null) as Record<string, string>, { app: 'x' });
  try {
    for (;;) yield { timestampUnixNano: startUnixNano, labels, metadata: labels, line: 'no' };
  } finally {
    Atomics.store(new Int32Array(scanEnded), 0, 1);
    Atomics.notify(new Int32Array(scanEnded), 0);
  }
}

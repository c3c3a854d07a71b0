import { join } from 'node:path';

/** One append-only file of a queue. */
export interface Segment {
  /** Files of a queue are numbered upwards. */
  readonly number: number;
  readonly path: string;
  /** Number of its first record in the queue's life. */
  readonly firstIndex: number;
  /** Bytes that may be read: whole blocks, on disk as surely as the queue promises. */
  sizeBytes: number;
}

const NAME = /^(\d{10})\.seg$/;

/** Path of a segment file. */
export function toSegmentPath(directory: string, number: number): string {
  return join(directory, `${String(number).padStart(10, '0')}.seg`);
}

/** Numbers of the segment files among a directory's names, ascending. */
export function toSegmentNumbers(names: readonly string[]): number[] {
  return names
    .map((name) => NAME.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
}

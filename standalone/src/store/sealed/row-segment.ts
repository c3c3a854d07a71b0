import { packBytes, unpackBytes } from './packed-bytes.ts';

/** Times, ids and streams of some rows, in the order of the rows. */
export interface RowSegment {
  /** Number of the first row in its file. */
  readonly first: number;
  readonly times: BigInt64Array;
  readonly ids: BigInt64Array;
  readonly streams: Uint32Array;
}

/** A segment as it is kept. */
export type PackedSegment = Readonly<Record<'times' | 'ids' | 'streams', Uint8Array>>;

/** Packs a segment. Times and ids are kept as distances, which are small and alike. */
export function packSegment({ times, ids, streams }: Omit<RowSegment, 'first'>): PackedSegment {
  return { times: pack(toDistances(times)), ids: pack(toDistances(ids)), streams: pack(streams) };
}

/** What {@link packSegment} was given. */
export function unpackSegment(first: number, { times, ids, streams }: PackedSegment): RowSegment {
  return {
    first,
    times: toSums(new BigInt64Array(unpackAligned(times))),
    ids: toSums(new BigInt64Array(unpackAligned(ids))),
    streams: new Uint32Array(unpackAligned(streams)),
  };
}

/** How many of some streams there are: pairs of stream and number. */
export function toStreamCounts(streams: Uint32Array): Uint32Array {
  const counts = new Map<number, number>();
  for (const stream of streams) counts.set(stream, (counts.get(stream) ?? 0) + 1);
  return Uint32Array.from([...counts].flat());
}

function pack(values: BigInt64Array | Uint32Array): Uint8Array {
  return packBytes(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

/** A typed array must begin at a multiple of its item's size. */
function unpackAligned(kept: Uint8Array): ArrayBuffer {
  return new Uint8Array(unpackBytes(kept)).buffer;
}

function toDistances(values: BigInt64Array): BigInt64Array {
  return values.map((value, index) => value - (values[index - 1] ?? 0n));
}

function toSums(distances: BigInt64Array): BigInt64Array {
  for (let index = 1; index < distances.length; index++) {
    distances[index] = (distances[index] ?? 0n) + (distances[index - 1] ?? 0n);
  }
  return distances;
}

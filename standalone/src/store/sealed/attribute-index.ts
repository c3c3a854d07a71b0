import { createKeyOf, encodeBucket, KEY_BITS, keyOfEntry, toBucket, toEntry } from './attribute-bucket.ts';

/** A bucket holds about so many entries. */
const ENTRIES_PER_BUCKET = 1024;
const MAX_BITS = 12;

/** Gathers which rows have which metadata. */
export class AttributeIndex {
  readonly #toKey = createKeyOf();
  #entries = new Float64Array(4096);
  #count = 0;

  /** A row has this metadata. */
  add(row: number, name: string, value: string): void {
    if (this.#count === this.#entries.length) {
      const larger = new Float64Array(2 * this.#count);
      larger.set(this.#entries);
      this.#entries = larger;
    }
    this.#entries[this.#count++] = toEntry(this.#toKey(name, value), row);
  }

  /** The buckets that have entries; there are 2 ** bits. Nothing may be added afterwards. */
  finish(): { readonly bits: number; readonly buckets: Iterable<readonly [bucket: number, bytes: Uint8Array]> } {
    const bits = Math.max(0, Math.min(MAX_BITS, Math.ceil(Math.log2(this.#count / ENTRIES_PER_BUCKET))));
    return { bits, buckets: toBuckets(this.#entries.subarray(0, this.#count).sort(), bits) };
  }
}

function* toBuckets(entries: Float64Array, bits: number): Generator<readonly [number, Uint8Array]> {
  for (let from = 0; from < entries.length;) {
    const bucket = toBucket(keyOfEntry(entries[from] ?? 0), bits);
    const end = toEntry((bucket + 1) * 2 ** (KEY_BITS - bits), 0);
    const to = lowerBound(entries, end);
    yield [bucket, encodeBucket(entries.subarray(from, to))];
    from = to;
  }
}

function lowerBound(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

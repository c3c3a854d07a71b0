import { crc32 } from 'node:zlib';
import { MAX_SEALED_ROWS } from './sealed-layout.ts';

/** Bits of a key that stand for a name and a value. */
export const KEY_BITS = 32;

const NO_ROWS = new Uint32Array(0);

/** Stands for a name and a value, 32 bits. Several may share one: what is found by it has to be looked at. */
export function toAttributeKey(name: string, value: string): number {
  return crc32(value, crc32(name));
}

/** {@link toAttributeKey} for many values of few names. */
export function createKeyOf(): typeof toAttributeKey {
  const seeds = new Map<string, number>();
  return (name, value) => {
    let seed = seeds.get(name);
    if (seed === undefined) seeds.set(name, (seed = crc32(name)));
    return crc32(value, seed);
  };
}

/** A key and a row as one number; these numbers sort by key, then by row. */
export function toEntry(key: number, row: number): number {
  return key * MAX_SEALED_ROWS + row;
}

/** The bucket of a key, of 2 ** bits. */
export function toBucket(key: number, bits: number): number {
  return Math.floor(key / 2 ** (KEY_BITS - bits));
}

/** The key of an entry. */
export function keyOfEntry(entry: number): number {
  return Math.floor(entry / MAX_SEALED_ROWS);
}

/** Sorted entries of one bucket as bytes: for each key its distance to the one before, the bytes of its rows, their distances. */
export function encodeBucket(entries: Float64Array): Uint8Array {
  const bytes = new VarintWriter();
  const rows = new VarintWriter();
  let lastKey = 0;
  for (let at = 0; at < entries.length;) {
    const key = keyOfEntry(entries[at] ?? 0);
    let lastRow = 0;
    rows.clear();
    for (; at < entries.length && keyOfEntry(entries[at] ?? 0) === key; at++) {
      const row = (entries[at] ?? 0) % MAX_SEALED_ROWS;
      rows.add(row - lastRow);
      lastRow = row;
    }
    bytes.add(key - lastKey);
    bytes.add(rows.bytes().length);
    bytes.append(rows.bytes());
    lastKey = key;
  }
  return bytes.bytes();
}

/** Rows of a key in rising order. */
export function findInBucket(bucket: Uint8Array, key: number): Uint32Array {
  const reader = new VarintReader(bucket);
  let at = 0;
  while (!reader.isAtEnd()) {
    at += reader.next();
    const length = reader.next();
    if (at === key) return readRows(bucket.subarray(reader.at, reader.at + length));
    if (at > key) return NO_ROWS;
    reader.at += length;
  }
  return NO_ROWS;
}

function readRows(bytes: Uint8Array): Uint32Array {
  const reader = new VarintReader(bytes);
  const rows = new Uint32Array(bytes.length);
  let [count, row] = [0, 0];
  while (!reader.isAtEnd()) rows[count++] = row += reader.next();
  return rows.subarray(0, count);
}

/** Numbers up to 2 ** 32, seven bits a byte, the lowest first. */
class VarintWriter {
  #bytes = new Uint8Array(1024);
  #length = 0;

  add(value: number): void {
    this.#reserve(5);
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.#bytes[this.#length++] = (rest % 128) + 128;
    this.#bytes[this.#length++] = rest;
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  clear(): void {
    this.#length = 0;
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.#length + count));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

class VarintReader {
  at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  isAtEnd(): boolean {
    return this.at >= this.#bytes.length;
  }

  next(): number {
    let byte = this.#bytes[this.at++] ?? 0;
    if (byte < 128) return byte;
    let value = byte - 128;
    for (let factor = 128; byte >= 128; factor *= 128) {
      byte = this.#bytes[this.at++] ?? 0;
      value += (byte % 128) * factor;
    }
    return value;
  }
}

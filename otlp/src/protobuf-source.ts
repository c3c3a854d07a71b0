import protobuf from 'protobufjs/minimal.js';
import type { DecodeBudget } from './decode-limits.ts';
import { KeyCache } from './key-cache.ts';
import { OtlpDecodeError } from './otlp-decode-error.ts';

const keys = new KeyCache();

/** A protobuf message being read, field by field. Wrong bytes throw {@link RangeError} or {@link Error}. */
export class ProtobufSource extends protobuf.BufferReader {
  readonly budget: DecodeBudget;
  readonly #bytes: Buffer;
  readonly #numbers: DataView;

  constructor(bytes: Uint8Array, budget: DecodeBudget) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    super(buffer);
    this.#bytes = buffer;
    this.#numbers = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.budget = budget;
  }

  /** Enters an embedded message; pass the answer to {@link leave}. Until then `len` is the message's end. */
  enter(): number {
    const end = this.size() + this.pos;
    if (end > this.len) throw new RangeError(`a length leads ${end - this.len} bytes past the end`);
    const outer = this.len;
    this.len = end;
    return outer;
  }

  /** Leaves an embedded message that was read to its end. */
  leave(outer: number): void {
    if (this.pos !== this.len) throw new RangeError('a field leads past the end of its message');
    this.len = outer;
  }

  /** Skips the field of `tag`, which stands in a message at `depth`. */
  skipField(tag: number, depth: number): void {
    this.skipType(tag & 7, depth, tag >>> 3);
  }

  /** A `string` field. Text that is not UTF-8 is refused, as proto3 asks. */
  text(): string {
    this.budget.takeValue();
    const start = this.#enterBytes();
    return this.#decode(start, this.pos);
  }

  /** A `string` field that names an attribute. */
  key(): string {
    const start = this.#enterBytes();
    const known = keys.get(this.#bytes, start, this.pos);
    if (known !== undefined) return known;
    const key = this.#decode(start, this.pos);
    keys.put(this.#bytes, start, this.pos, key);
    return key;
  }

  /** A `bytes` field as lower-case hex when it has that size and is not all zeros (OTLP's "no id"), else empty. */
  id(sizeBytes: number): string {
    const start = this.#enterBytes();
    if (this.pos - start !== sizeBytes) return '';
    const hex = this.#bytes.toString('hex', start, this.pos);
    return /[1-9a-f]/.test(hex) ? hex : '';
  }

  /** A `bytes` field, copied. */
  copyBytes(): Uint8Array {
    const start = this.#enterBytes();
    return new Uint8Array(this.#bytes.subarray(start, this.pos));
  }

  /** A `fixed64` field. */
  nanoseconds(): bigint {
    if (this.pos + 8 > this.len) throw new RangeError('eight bytes are expected');
    this.pos += 8;
    return this.#numbers.getBigUint64(this.pos - 8, true);
  }

  /** An `int64` field. */
  integer(): bigint {
    const { low, high } = this.int64() as unknown as { low: number; high: number };
    return high === 0 ? BigInt(low >>> 0) : (BigInt(high) << 32n) | BigInt(low >>> 0);
  }

  #enterBytes(): number {
    const start = this.size() + this.pos;
    if (start > this.len) throw new RangeError(`a length leads ${start - this.len} bytes past the end`);
    const begin = this.pos;
    this.pos = start;
    return begin;
  }

  #decode(start: number, end: number): string {
    if (start === end) return '';
    const text = this.#bytes.toString('utf8', start, end);
    // Invalid bytes become U+FFFD; text that really holds one (rare) is checked again, strictly.
    if (text.includes('\ufffd')) new TextDecoder('utf-8', { fatal: true }).decode(this.#bytes.subarray(start, end));
    return text;
  }
}

/** Turns what a wrong body makes a source throw into a clear error. `at` is where the reader was. */
export function toDecodeError(error: unknown, what: string, source: ProtobufSource, at: string): OtlpDecodeError {
  if (error instanceof OtlpDecodeError) {
    return new OtlpDecodeError(`${what}: ${error.message} (${at})`, { reason: error.reason, cause: error });
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new OtlpDecodeError(`${what} is not valid protobuf: ${reason} (byte ${source.pos}, ${at})`, { cause: error });
}

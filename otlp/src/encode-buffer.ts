const SHORTEST_NATIVE = 48;
const SCRATCH_BYTES = new Uint8Array(8);
const SCRATCH = new DataView(SCRATCH_BYTES.buffer);

/** Bytes under construction: a buffer that grows, with protobuf's ways of writing numbers and texts. */
export class EncodeBuffer {
  /** Only the first {@link position} bytes mean anything; replaced when it grows. */
  bytes: Buffer;
  position = 0;

  constructor(initialBytes = 4096) {
    this.bytes = Buffer.allocUnsafeSlow(initialBytes);
  }

  /** Makes room for at least so many more bytes. */
  reserve(sizeBytes: number): void {
    const needed = this.position + sizeBytes;
    if (needed <= this.bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(grown, 0, 0, this.position);
    this.bytes = grown;
  }

  /** What has been written, sharing memory with this buffer. */
  view(): Buffer {
    return this.bytes.subarray(0, this.position);
  }

  /** Writes a byte; room must have been reserved. */
  byte(value: number): void {
    this.bytes[this.position++] = value;
  }

  /** Writes an unsigned varint below 2^32; room (5 bytes) must have been reserved. */
  varint(value: number): void {
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.bytes[this.position++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.bytes[this.position++] = rest;
  }

  /** Writes a signed 64-bit integer as a varint of up to 10 bytes. */
  varint64(value: bigint): void {
    this.reserve(10);
    let rest = BigInt.asUintN(64, value);
    while (rest > 0x7fn) {
      this.bytes[this.position++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.bytes[this.position++] = Number(rest);
  }

  /** Writes an unsigned 64-bit integer of fixed size; room (8 bytes) must have been reserved. */
  fixed64(value: bigint): void {
    SCRATCH.setBigUint64(0, value, true);
    const { bytes, position } = this;
    for (let i = 0; i < 8; i++) bytes[position + i] = SCRATCH_BYTES[i] as number;
    this.position = position + 8;
  }

  /** Writes the bytes that an even number of hex digits stands for; room must have been reserved. */
  hex(digits: string): void {
    const { bytes, position } = this;
    const sizeBytes = digits.length >> 1;
    for (let i = 0; i < sizeBytes; i++) {
      bytes[position + i] = (hexValue(digits.charCodeAt(2 * i)) << 4) | hexValue(digits.charCodeAt(2 * i + 1));
    }
    this.position = position + sizeBytes;
  }

  /** Appends bytes. */
  append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.position);
    this.position += bytes.length;
  }

  /** Writes a text of a known UTF-8 size; room must have been reserved. */
  text(value: string, sizeBytes: number): void {
    if (sizeBytes === value.length && sizeBytes < SHORTEST_NATIVE) this.shortAscii(value);
    else this.position += this.bytes.write(value, this.position, sizeBytes, 'utf8');
  }

  /** Writes a text whose UTF-8 size is not known, making room for it. */
  anyText(value: string): void {
    this.reserve(value.length * 3);
    if (value.length < SHORTEST_NATIVE && this.shortAnyAscii(value)) return;
    this.position += this.bytes.write(value, this.position, 'utf8');
  }

  /** False, and nothing written, where the text is not ASCII. */
  private shortAnyAscii(value: string): boolean {
    const { bytes, position } = this;
    let codes = 0;
    for (let i = 0; i < value.length; i++) codes |= bytes[position + i] = value.charCodeAt(i);
    if (codes > 0x7f) return false;
    this.position = position + value.length;
    return true;
  }

  /** A call into native code costs more than a short loop. */
  private shortAscii(value: string): void {
    const { bytes } = this;
    let position = this.position;
    for (let i = 0; i < value.length; i++) bytes[position++] = value.charCodeAt(i);
    this.position = position;
  }
}

/** Size of a text in UTF-8. */
export function utf8Size(value: string): number {
  if (value.length >= SHORTEST_NATIVE) return Buffer.byteLength(value, 'utf8');
  for (let i = 0; i < value.length; i++) if (value.charCodeAt(i) > 0x7f) return Buffer.byteLength(value, 'utf8');
  return value.length;
}

/** Size of an unsigned varint below 2^32. */
export function varintSize(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  if (value < 0x20_0000) return 3;
  return value < 0x1000_0000 ? 4 : 5;
}

/** Value of the hex digit with a character code; nonsense for any other character. */
function hexValue(code: number): number {
  return (code & 0xf) + (code > 0x39 ? 9 : 0);
}

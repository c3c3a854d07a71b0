/** One byte for every UTF-16 unit of a text, also as words of four. */
export interface LatinBytes {
  /** The units' codes, of which only the low byte is left beyond Latin; at least four zeros follow. */
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
}

const WORD_BYTES = 4;
const USUAL_BYTES = 1 << 16;
const LARGEST_KEPT_BYTES = 1 << 20;
let kept = allocate(USUAL_BYTES);

/**
 * The characters of a text as bytes: reading those costs a fraction of reading a string. The next call overwrites them,
 * unless `isOwn`.
 */
export function toLatinBytes(text: string, isOwn = false): LatinBytes {
  const { length } = text;
  const target = isOwn || length + WORD_BYTES > kept.bytes.length ? allocate(length + WORD_BYTES) : kept;
  if (!isOwn && target.bytes.length <= LARGEST_KEPT_BYTES) kept = target;
  target.buffer.write(text, 0, length, 'latin1');
  target.bytes.fill(0, length, length + WORD_BYTES);
  return target;
}

function allocate(sizeBytes: number): LatinBytes & { readonly buffer: Buffer } {
  const memory = new ArrayBuffer(Math.ceil(sizeBytes / WORD_BYTES) * WORD_BYTES);
  return { buffer: Buffer.from(memory), bytes: new Uint8Array(memory), words: new Int32Array(memory) };
}

const SLOTS = 2048;
const MAX_KEY_BYTES = 64;

/**
 * Attribute keys seen before, found by their bytes: every record repeats the same twenty, and an interned key also
 * makes the later look-ups in maps cheap. Direct-mapped, so its size is bounded whatever clients send.
 */
export class KeyCache {
  readonly #slots: (string | undefined)[] = new Array<string | undefined>(SLOTS).fill(undefined);

  /** The ASCII text in `bytes[start, end)`, or undefined where it has to be decoded (see {@link put}). */
  get(bytes: Uint8Array, start: number, end: number): string | undefined {
    if (end - start > MAX_KEY_BYTES) return undefined;
    const key = this.#slots[slotOf(bytes, start, end)];
    if (key?.length !== end - start) return undefined;
    for (let i = start; i < end; i += 1) {
      if (bytes[i] !== key.charCodeAt(i - start)) return undefined;
    }
    return key;
  }

  /** Keeps a decoded key. A key that is not ASCII never matches its bytes, so keeping it does no harm. */
  put(bytes: Uint8Array, start: number, end: number, key: string): void {
    if (end - start <= MAX_KEY_BYTES) this.#slots[slotOf(bytes, start, end)] = key;
  }
}

function slotOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  for (let i = start; i < end; i += 1) hash = (Math.imul(hash, 31) + (bytes[i] ?? 0)) | 0;
  return (hash ^ (hash >>> 11)) & (SLOTS - 1);
}

const KILO = 1_024;

/** A size in words: `640 bytes`, `9.8 KB`, `1.2 MB`. */
export function formatSize(bytes: number): string {
  if (bytes < KILO) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  if (bytes < KILO * KILO) return `${(bytes / KILO).toFixed(1)} KB`;
  return `${(bytes / KILO / KILO).toFixed(1)} MB`;
}

/** Bytes that a text takes. */
export function measureBytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

import type { LokiEntry } from '../loki/loki-entry.ts';

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Key of a record that carries no uid: equal for entries with the same time, attributes and line, whatever their order
 * and whether an attribute came as label or as metadata, which a tail does not tell apart. It sorts after every ULID.
 */
export function deriveKey(entry: LokiEntry): string {
  const content = JSON.stringify([toSortedEntries({ ...entry.metadata, ...entry.labels }), entry.line]);
  // Two hashes of 32 bits that start differently; the nanosecond is in the key itself.
  const hash = toHex(hashText(content, FNV_OFFSET)) + toHex(hashText(content, ~FNV_OFFSET));
  return `~${entry.timestampUnixNano}-${hash}`;
}

function toSortedEntries(labels: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** FNV-1a over UTF-16 units. */
function hashText(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  return hash >>> 0;
}

function toHex(hash: number): string {
  return hash.toString(16).padStart(8, '0');
}

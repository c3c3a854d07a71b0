import { isDeepStrictEqual } from 'node:util';
import type { EngineEntry } from './ask-engine.ts';

const SHOWN_CHARACTERS = 300;

function toText(value: unknown): string {
  const text = JSON.stringify(value, (_name, member: unknown) =>
    typeof member === 'bigint' ? String(member) : member,
  );
  return (text ?? 'nothing').slice(0, SHOWN_CHARACTERS);
}

/** The first difference between two lists of entries in words; undefined when they are equal. */
export function describeDifference(loki: readonly EngineEntry[], ours: readonly EngineEntry[]): string | undefined {
  if (loki.length !== ours.length) return `Loki has ${loki.length} entries, standalone ${ours.length}`;
  for (const [index, entry] of loki.entries()) {
    const other = ours[index];
    for (const part of ['timestampUnixNano', 'line', 'labels', 'metadata'] as const) {
      if (!isDeepStrictEqual(entry[part], other?.[part])) {
        return `entry ${index}, ${part}: Loki has ${toText(entry[part])}, standalone ${toText(other?.[part])}`;
      }
    }
  }
  return undefined;
}

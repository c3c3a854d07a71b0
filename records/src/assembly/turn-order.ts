import type { Turn } from './conversation.ts';

/** Turns by index; one without an index stands before the first indexed one that began after it. */
export function orderTurns(turns: readonly Turn[]): readonly Turn[] {
  const ordered = turns.filter(({ index }) => index !== undefined).sort(compareIndexed);
  for (const turn of turns.filter(({ index }) => index === undefined).sort(compareStarts)) {
    const next = ordered.findIndex((other) => compareStarts(other, turn) > 0);
    ordered.splice(next === -1 ? ordered.length : next, 0, turn);
  }
  return ordered;
}

function compareIndexed(a: Turn, b: Turn): number {
  return (a.index ?? 0) - (b.index ?? 0) || compareStarts(a, b);
}

function compareStarts(a: Turn, b: Turn): number {
  if (a.startUnixNano !== b.startUnixNano) return a.startUnixNano < b.startUnixNano ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

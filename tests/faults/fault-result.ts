/** What a programme found. */
export interface FaultResult {
  /** Row of the targets, e.g. `R1`. */
  readonly row: string;
  readonly what: string;
  /** Totals in words. */
  readonly totals: string;
  /** What is wrong; empty = passed. */
  readonly failures: readonly string[];
}

/** How often each expected number was seen: what is missing and what came more than once. */
export function compareNumbers(
  expected: Iterable<number>,
  seen: Iterable<number>,
): { lost: number[]; doubled: number[] } {
  const counts = new Map<number, number>();
  for (const n of seen) counts.set(n, (counts.get(n) ?? 0) + 1);
  const lost = [...expected].filter((n) => !counts.has(n));
  const doubled = [...counts].filter(([, count]) => count > 1).map(([n]) => n);
  return { lost, doubled };
}

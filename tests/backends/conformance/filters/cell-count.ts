/** Counts how often each cell was asked for, and how many filters select some rows but not all. */
export interface CellCount {
  add(cells: readonly string[], isPartial: boolean): void;
  /** What of R9's counts is missed, in words; empty when nothing is. */
  missed(): readonly string[];
  toText(): string;
}

const TIMES_OF_TEN_THOUSAND = 100;
const LEAST_PARTIAL = 0.6;

/** A count of nothing. Of fewer than 10,000 filters it asks for accordingly less. */
export function createCellCount(filterCount: number): CellCount {
  const times = new Map<string, number>();
  let [all, partial] = [0, 0];
  const least = Math.floor((TIMES_OF_TEN_THOUSAND * Math.min(filterCount, 10_000)) / 10_000);
  return {
    add: (cells, isPartial) => {
      all++;
      if (isPartial) partial++;
      for (const cell of cells) times.set(cell, (times.get(cell) ?? 0) + 1);
    },
    missed: () => [
      ...[...times].filter(([, count]) => count < least).map(([cell, n]) => `${cell}: ${n} times, at least ${least}`),
      ...(partial >= LEAST_PARTIAL * all ? [] : [`only ${partial} of ${all} filters select some rows but not all`]),
    ],
    toText: () => {
      const cells = [...times].sort(([a], [b]) => (a < b ? -1 : 1)).map(([cell, count]) => `${cell} ${count}`);
      return `${partial} of ${all} filters (${Math.round((100 * partial) / all)} %) select some rows but not all\n  ${cells.join(', ')}`;
    },
  };
}

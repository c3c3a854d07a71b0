import fc from 'fast-check';

/** Values that one column of a filter takes with one operator; by name, such as `entityId greaterThan`. */
export type Cells<Filter> = Readonly<Record<string, fc.Arbitrary<Partial<Filter>>>>;

/** A generated filter and the cells in it. */
export interface CellFilter<Filter> {
  readonly filter: Partial<Filter>;
  readonly cells: readonly string[];
}

/** Filters of one cell alone select some rows most often; of three, hardly any. */
const FURTHER_CELLS = [0, 0, 0, 1, 1, 2];

/** So many filters, spread evenly over the cells, most of them with further cells; the same for the same seed. */
export function sampleFilters<Filter extends object>(
  cells: Cells<Filter>,
  count: number,
  seed: number,
): CellFilter<Filter>[] {
  const names = Object.keys(cells);
  return names.flatMap((name, index) => {
    const numRuns = Math.floor(((index + 1) * count) / names.length) - Math.floor((index * count) / names.length);
    return fc.sample(withFurther(cells, name), { seed: seed + index, numRuns });
  });
}

function withFurther<Filter extends object>(cells: Cells<Filter>, name: string): fc.Arbitrary<CellFilter<Filter>> {
  const further = Object.keys(cells).filter((other) => other !== name);
  return fc
    .constantFrom(...FURTHER_CELLS)
    .chain((more) => fc.uniqueArray(fc.constantFrom(...further), { minLength: more, maxLength: more }))
    .chain((others) => {
      const chosen = [name, ...others];
      const parts = chosen.map((cell) => cells[cell] ?? fc.constant({}));
      return fc.tuple(...parts).map((values) => join(chosen, values));
    });
}

/** Lists are joined; of two values of one column the first counts. */
function join<Filter extends object>(names: readonly string[], parts: readonly Partial<Filter>[]): CellFilter<Filter> {
  const filter: Record<string, unknown> = {};
  const cells: string[] = [];
  parts.forEach((part, index) => {
    const entries = Object.entries(part);
    if (entries.some(([name, value]) => name in filter && !Array.isArray(value))) return;
    for (const [name, value] of entries)
      filter[name] = Array.isArray(value) ? [...((filter[name] as unknown[]) ?? []), ...(value as unknown[])] : value;
    cells.push(names[index] ?? '');
  });
  return { filter: filter as Partial<Filter>, cells };
}

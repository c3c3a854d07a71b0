/** Rows of any of some sets; all sets are in rising order. */
export function joinRows(sets: readonly Uint32Array[]): Uint32Array {
  const present = sets.filter((set) => set.length > 0);
  if (present.length < 2) return present[0] ?? new Uint32Array(0);
  const all = new Uint32Array(present.reduce((sum, set) => sum + set.length, 0));
  let count = 0;
  for (const set of present) {
    all.set(set, count);
    count += set.length;
  }
  all.sort();
  let kept = 0;
  for (const row of all) if (kept === 0 || all[kept - 1] !== row) all[kept++] = row;
  return all.subarray(0, kept);
}

/** Rows of both sets; both are in rising order. */
export function shareRows(left: Uint32Array, right: Uint32Array): Uint32Array {
  const shared = new Uint32Array(Math.min(left.length, right.length));
  let [at, other, count] = [0, 0, 0];
  while (at < left.length && other < right.length) {
    const [one, two] = [left[at] ?? 0, right[other] ?? 0];
    if (one === two) shared[count++] = one;
    if (one <= two) at += 1;
    if (two <= one) other += 1;
  }
  return shared.subarray(0, count);
}

/** Position of the first row that is not below a limit; the set is in rising order. */
export function findRow(set: Uint32Array, limit: number): number {
  let [low, high] = [0, set.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((set[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The field of the newest record that has it; records are oldest first. */
export function newestValue<Item, Value>(
  records: readonly Item[],
  read: (record: Item) => Value | undefined,
): Value | undefined {
  for (let i = records.length - 1; i >= 0; i--) {
    const record = records[i];
    const value = record === undefined ? undefined : read(record);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The largest of some times; the fallback when there are none. */
export function latest(times: readonly bigint[], fallback: bigint): bigint {
  return times.length === 0 ? fallback : times.reduce((a, b) => (a > b ? a : b));
}

/** The smallest of some times; the fallback when there are none. */
export function earliest(times: readonly bigint[], fallback: bigint): bigint {
  return times.length === 0 ? fallback : times.reduce((a, b) => (a < b ? a : b));
}

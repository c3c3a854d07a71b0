/** Some rows in the list's order, and whether older ones may follow. */
export interface RowPage<Row> {
  readonly rows: readonly Row[];
  readonly done: boolean;
  /** The rows, and perhaps some of pages to come, once more is known of them. Absent: they are as they stay. */
  readonly completed?: Promise<readonly Row[]>;
}

/** Gives one page after the other; can be called again after a rejection. */
export interface RowPager<Row> {
  nextPage(signal: AbortSignal): Promise<RowPage<Row>>;
}

/** What orders and identifies the rows of a list. */
export interface RowOrder<Row> {
  readonly getKey: (row: Row) => string;
  /** Negative when the first row stands above the second. */
  readonly compare: (a: Row, b: Row) => number;
}

/** Rows with an older page below them. Rows that came again keep their newest form. */
export function appendPage<Row>(rows: readonly Row[], page: readonly Row[], { getKey }: RowOrder<Row>): readonly Row[] {
  const known = new Set(rows.map(getKey));
  return [...rows, ...page.filter((row) => !known.has(getKey(row)))];
}

/** Rows with others in the places of those of the same key; what is not among the rows is left out. */
export function replaceRows<Row>(rows: readonly Row[], by: readonly Row[], { getKey }: RowOrder<Row>): readonly Row[] {
  const others = new Map(by.map((row) => [getKey(row), row]));
  return rows.map((row) => others.get(getKey(row)) ?? row);
}

/**
 * Rows after the newest page was asked for again: what that page covers is as it says, what lies below it stays.
 * `undefined` when the page does not reach down to the rows shown, so that rows between them would be missing.
 */
export function mergeHead<Row>(
  rows: readonly Row[],
  head: RowPage<Row>,
  { getKey, compare }: RowOrder<Row>,
): readonly Row[] | undefined {
  const last = head.rows.at(-1);
  if (head.done || last === undefined) return head.rows;
  const fresh = new Set(head.rows.map(getKey));
  const below = rows.filter((row) => !fresh.has(getKey(row)) && compare(row, last) > 0);
  const reachesDown = rows.some((row) => fresh.has(getKey(row)) || compare(row, last) <= 0);
  return reachesDown || rows.length === 0 ? [...head.rows, ...below] : undefined;
}

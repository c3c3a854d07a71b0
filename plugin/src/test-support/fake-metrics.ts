import { compileLogql } from './logql-filter.ts';

/** A record as it is counted. */
interface CountedRecord {
  readonly timestampUnixNano: bigint;
  readonly labels: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly line: string;
}

/** A count of records by labels, the one kind of metric query that the pages ask. */
interface CountQuery {
  readonly labels: readonly string[];
  readonly logql: string;
  readonly rangeNanos: bigint;
}

type Params = Readonly<Record<string, string>>;

const NANOS_PER_SECOND = 1_000_000_000n;
const COUNT_QUERY = /^sum by \(([\w, ]+)\) \(count_over_time\((.*) \[(\d+)([sh])\]\)\)$/s;

const FOLD_QUERY =
  /^(quantile|max|avg)_over_time\((?:([\d.]+), )?(.*) \| unwrap (\w+) \| __error__="" \[(\d+)s\]\) by \(([\w, ]+)\)$/s;

/** Whether a query asks for numbers. */
export function isMetricQuery(query: string): boolean {
  return query.startsWith('sum') || FOLD_QUERY.test(query);
}

/** Answer of a metric query at one moment. */
export function toVector(records: readonly CountedRecord[], { query = '', time = '0' }: Params): unknown {
  if (FOLD_QUERY.test(query)) return toFoldedVector(records, query, BigInt(time));
  const result = countAt(records, parseCountQuery(query), BigInt(time)).map(({ metric, count }) => ({
    metric,
    value: [Number(BigInt(time) / NANOS_PER_SECOND), String(count)],
  }));
  return { status: 'success', data: { resultType: 'vector', result } };
}

/** Answer of a metric query over a range. */
export function toMatrix(records: readonly CountedRecord[], params: Params): unknown {
  const { query = '', start = '0', end = '0', step = '1' } = params;
  const parsed = parseCountQuery(query);
  const series = new Map<string, { metric: object; values: [number, string][] }>();
  for (let at = BigInt(start); at <= BigInt(end); at += BigInt(step) * NANOS_PER_SECOND) {
    for (const { metric, count } of countAt(records, parsed, at)) {
      const key = JSON.stringify(metric);
      const one = series.get(key) ?? { metric, values: [] };
      one.values.push([Number(at / NANOS_PER_SECOND), String(count)]);
      series.set(key, one);
    }
  }
  return { status: 'success', data: { resultType: 'matrix', result: [...series.values()] } };
}

function parseCountQuery(query: string): CountQuery {
  const [, labels, logql, amount, unit] = COUNT_QUERY.exec(query) ?? [];
  if (labels === undefined || logql === undefined) throw new Error(`the test's store cannot compute ${query}`);
  const seconds = BigInt(amount ?? 0) * (unit === 'h' ? 3600n : 1n);
  return { labels: labels.split(', '), logql, rangeNanos: seconds * NANOS_PER_SECOND };
}

/** Counts of what came after the beginning of the range before a moment, and until that moment. */
function countAt(records: readonly CountedRecord[], { labels, logql, rangeNanos }: CountQuery, at: bigint) {
  const matches = compileLogql(logql);
  const counts = new Map<string, number>();
  for (const record of records) {
    const { timestampUnixNano: time, line } = record;
    const all = { ...record.metadata, ...record.labels };
    if (time > at || time <= at - rangeNanos || !matches({ labels: all, line })) continue;
    const key = JSON.stringify(labels.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => ({
    metric: Object.fromEntries(JSON.parse(key) as [string, string][]),
    count,
  }));
}

/** A fold of a number over the records of a range, by labels. */
function toFoldedVector(records: readonly CountedRecord[], query: string, at: bigint): unknown {
  const [, fold, quantile = '', logql = '', name = '', seconds = '', by = ''] = FOLD_QUERY.exec(query) ?? [];
  const matches = compileLogql(logql);
  const rangeNanos = BigInt(seconds) * NANOS_PER_SECOND;
  const samples = records
    .filter(({ timestampUnixNano: time }) => time <= at && time > at - rangeNanos)
    .map(({ labels, metadata, line }) => ({ labels: { ...metadata, ...labels }, line }))
    .filter((record) => matches(record) && record.labels[name] !== undefined);
  const groups = Map.groupBy(samples, ({ labels }) =>
    JSON.stringify(by.split(', ').flatMap((label) => (labels[label] === undefined ? [] : [[label, labels[label]]]))),
  );
  const result = [...groups].map(([key, group]) => ({
    metric: Object.fromEntries(JSON.parse(key) as [string, string][]),
    value: [
      Number(at / NANOS_PER_SECOND),
      String(
        foldNumbers(
          group.map(({ labels }) => Number(labels[name])).sort((a, b) => a - b),
          fold,
          Number(quantile),
        ),
      ),
    ],
  }));
  return { status: 'success', data: { resultType: 'vector', result } };
}

function foldNumbers(sorted: readonly number[], fold: string | undefined, quantile: number): number {
  if (fold === 'avg') return sorted.reduce((sum, number) => sum + number, 0) / sorted.length;
  const place = fold === 'max' ? sorted.length - 1 : quantile * (sorted.length - 1);
  const [below = 0, above = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}

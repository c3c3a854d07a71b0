import type { Series } from './ask-numbers.ts';

const TOLERANCE = 1e-9;

const toKey = (labels: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(labels).sort(([left], [right]) => (left < right ? -1 : 1)));

const isSame = (left: number, right: number): boolean =>
  Object.is(left, right) || Math.abs(left - right) <= TOLERANCE * Math.max(1, Math.abs(left), Math.abs(right));

/** All values at one time, sorted: what is left to compare where equal values make it chance which series is named. */
function valuesByTime(series: readonly Series[]): Series[] {
  const byTime = Map.groupBy(
    series.flatMap(({ values }) => [...values]),
    ([time]) => time,
  );
  return [...byTime].flatMap(([time, samples]) =>
    samples
      .map(([, value]) => value)
      .sort((left, right) => left - right)
      .map((value, rank) => ({ labels: { time: String(time), rank: String(rank) }, values: new Map([[time, value]]) })),
  );
}

/** Says in which way two answers differ; undefined when they are the same but for the order of series. */
export function describeSeriesDifference(
  query: string,
  loki: readonly Series[],
  standalone: readonly Series[],
): string | undefined {
  if (query.startsWith('topk')) return describeDifference(valuesByTime(loki), valuesByTime(standalone));
  return describeDifference(loki, standalone);
}

function describeDifference(loki: readonly Series[], standalone: readonly Series[]): string | undefined {
  const others = new Map(standalone.map((series) => [toKey(series.labels), series.values]));
  if (others.size !== loki.length) return `Loki has ${loki.length} series, standalone ${others.size}`;
  for (const { labels, values } of loki) {
    const other = others.get(toKey(labels));
    if (other === undefined) return `standalone has no series ${toKey(labels)}`;
    if (other.size !== values.size) return `${toKey(labels)}: Loki has ${values.size} values, standalone ${other.size}`;
    for (const [time, value] of values) {
      const otherValue = other.get(time) ?? NaN;
      if (!isSame(value, otherValue)) return `${toKey(labels)} at ${time}: Loki ${value}, standalone ${otherValue}`;
    }
  }
  return undefined;
}

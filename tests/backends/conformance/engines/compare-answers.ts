import { isDeepStrictEqual } from 'node:util';
import { LABEL_TIME_SHARD } from './accepted-differences.ts';
import type { EngineAnswer } from './ask-engine.ts';
import { describeDifference, readEntries } from './read-entries.ts';

type Point = readonly [seconds: number, value: string];
interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly values?: readonly Point[];
  readonly value?: Point;
}
interface Answer {
  readonly status: string;
  readonly data?: unknown;
}
interface MetricData {
  readonly resultType: string;
  readonly result: readonly Series[] | Point;
}

const SHOWN_CHARACTERS = 600;
/** Sums of doubles depend on their order. */
const RELATIVE_TOLERANCE = 1e-9;

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

function sortKeys(value: object): object {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Names, values or streams in one order. Accepted: time shards. */
export function toNames(names: readonly unknown[]): unknown[] {
  const plain = names
    .filter((name) => name !== LABEL_TIME_SHARD)
    .map((name) => {
      if (typeof name !== 'object' || name === null) return name;
      return sortKeys(Object.fromEntries(Object.entries(name).filter(([key]) => key !== LABEL_TIME_SHARD)));
    });
  return [...new Map(plain.map((one) => [JSON.stringify(one), one])).values()].sort(byText);
}

/** Series by label set; a single number is one without labels. */
function toPoints({ resultType, result }: MetricData): readonly (readonly [string, readonly Point[]])[] {
  if (resultType === 'scalar') return [['', [result as Point]]];
  return (result as readonly Series[])
    .map((one) => [JSON.stringify(sortKeys(one.metric)), one.values ?? (one.value ? [one.value] : [])] as const)
    .sort(byText);
}

function areClose(a: string, b: string): boolean {
  if (a === b) return true;
  const [x, y] = [Number(a), Number(b)];
  return Math.abs(x - y) <= RELATIVE_TOLERANCE * Math.max(Math.abs(x), Math.abs(y));
}

function areSamePoints(loki: readonly Point[], ours: readonly Point[]): boolean {
  return (
    loki.length === ours.length &&
    loki.every(([time, value], i) => time === ours[i]?.[0] && areClose(value, ours[i]?.[1] ?? ''))
  );
}

function areSameMetrics(loki: MetricData, ours: MetricData): boolean {
  const [theirs, own] = [toPoints(loki), toPoints(ours)];
  return (
    loki.resultType === ours.resultType &&
    theirs.length === own.length &&
    theirs.every(([labels, points], i) => labels === own[i]?.[0] && areSamePoints(points, own[i]?.[1] ?? []))
  );
}

/** The difference between two 200 answers that are no streams. */
function areSameData(loki: Answer, ours: Answer): boolean {
  // Accepted: Loki leaves an empty list out.
  const [theirs, own] = [loki.data ?? [], ours.data ?? []];
  if (Array.isArray(theirs) && Array.isArray(own)) return isDeepStrictEqual(toNames(theirs), toNames(own));
  return areSameMetrics(theirs as MetricData, own as MetricData);
}

const isStreams = (text: string): boolean => text.includes('"resultType":"streams"');

/** A mistake in the query, or another. Accepted: the words of errors. */
const classOf = (text: string): string => (text.startsWith('parse error') ? 'parse error' : 'other');

/** The difference between two answers in words; undefined when they say the same. */
export function compareAnswers(loki: EngineAnswer, ours: EngineAnswer): string | undefined {
  const shown = [`Loki: ${loki.status} ${loki.text}`, `standalone: ${ours.status} ${ours.text}`]
    .map((text) => text.slice(0, SHOWN_CHARACTERS))
    .join('\n    ');
  if (loki.status !== ours.status) return shown;
  if (loki.status !== 200) return classOf(loki.text) === classOf(ours.text) ? undefined : shown;
  if (!loki.text.startsWith('{')) return ours.text.startsWith('{') ? shown : undefined;
  if (isStreams(loki.text) && isStreams(ours.text)) return describeDifference(readEntries(loki), readEntries(ours));
  return areSameData(JSON.parse(loki.text) as Answer, JSON.parse(ours.text) as Answer) ? undefined : shown;
}

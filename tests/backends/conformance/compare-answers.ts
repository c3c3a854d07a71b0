import { isDeepStrictEqual } from 'node:util';
import { readEntries, type EngineAnswer } from './ask-engine.ts';
import { describeDifference } from './describe-difference.ts';

interface Series {
  readonly metric: Readonly<Record<string, string>>;
}
interface Answer {
  readonly status: string;
  readonly data?: unknown;
}

const SHOWN_CHARACTERS = 600;
const TIME_SHARD = '__time_shard__';

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

function sortKeys(value: object): object {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function withoutTimeShard(names: readonly unknown[]): unknown[] {
  return names
    .filter((name) => name !== TIME_SHARD)
    .map((name) =>
      typeof name === 'object' && name !== null
        ? sortKeys(Object.fromEntries(Object.entries(name).filter(([key]) => key !== TIME_SHARD)))
        : name,
    );
}

/** What an answer says, without the order that the API leaves open and without statistics. */
function toComparable(text: string): unknown {
  // Loki leaves an empty list out, standalone writes it; readers take both for none.
  const { status, data = [] } = JSON.parse(text) as Answer;
  if (Array.isArray(data)) {
    const distinct = new Map(withoutTimeShard(data).map((one) => [JSON.stringify(one), one]));
    return { status, data: [...distinct.values()].sort(byText) };
  }
  const { resultType, result } = data as { readonly resultType: string; readonly result: readonly Series[] };
  const series = result.map((one) => ({ ...one, metric: sortKeys(one.metric) })).sort(byText);
  return { status, resultType, series };
}

const isStreams = (text: string): boolean => text.includes('"resultType":"streams"');

/** A mistake in the query, or another. The words of errors are each engine's own; which of the two it is, readers see. */
const kindOf = (text: string): string => (text.startsWith('parse error') ? 'parse error' : 'other');

/** The difference between two answers in words; undefined when they say the same. */
export function compareAnswers(loki: EngineAnswer, ours: EngineAnswer): string | undefined {
  const shown = `Loki: ${loki.status} ${loki.text}\n    standalone: ${ours.status} ${ours.text}`.slice(
    0,
    2 * SHOWN_CHARACTERS,
  );
  if (loki.status !== ours.status) return shown;
  if (loki.status !== 200) return kindOf(loki.text) === kindOf(ours.text) ? undefined : shown;
  if (isStreams(loki.text) && isStreams(ours.text)) return describeDifference(readEntries(loki), readEntries(ours));
  return isDeepStrictEqual(toComparable(loki.text), toComparable(ours.text)) ? undefined : shown;
}

import { renderFigure, toMedian, type BenchResult } from './result.ts';

/** A figure of two recorders in the same rounds. */
export interface Comparison<Measured> {
  readonly row: string;
  readonly what: string;
  readonly rounds: readonly { readonly ours: Measured; readonly theirs: Measured }[];
  readonly toFigure: (measured: Measured) => number;
  readonly unit: string;
  /** Whose figure theirs is. */
  readonly name: string;
  /** Largest ratio that meets the target. */
  readonly limit: number;
  readonly note?: string;
}

/** The line of a comparison: medians, and their ratio. */
export function compare<Measured>(comparison: Comparison<Measured>): BenchResult {
  const { row, what, rounds, toFigure, unit, name, limit, note } = comparison;
  const ours = toMedian(rounds.map((round) => toFigure(round.ours)));
  const theirs = toMedian(rounds.map((round) => toFigure(round.theirs)));
  const ratio = ours / theirs;
  return {
    row,
    what,
    ours: `${renderFigure(ours)} ${unit}`,
    theirs: `${name} ${renderFigure(theirs)} ${unit}`,
    ratio,
    target: `≤ ${limit}×`,
    met: ratio <= limit,
    ...(note === undefined ? {} : { note }),
  };
}

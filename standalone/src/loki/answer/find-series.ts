import type { LabelMap } from '../../store/record-reader.ts';
import { compileTextTest } from '../evaluate/compile-matcher.ts';
import type { TextMatcher } from '../logql/ast.ts';
import type { AnswerContext } from './answer-context.ts';
import type { TimeRange } from './read-range.ts';

/** Label sets with records in the range that one of the selectors selects. */
export function findSeries(
  { reader, tenant }: AnswerContext,
  { startUnixNano, endUnixNano }: TimeRange,
  selectors: readonly (readonly TextMatcher[])[],
): LabelMap[] {
  if (startUnixNano === endUnixNano) return [];
  return reader
    .series(tenant, startUnixNano, endUnixNano)
    .filter((labels) => selectors.some((selector) => selects(selector, labels)));
}

/** Whether a selector selects a stream. */
export function selects(selector: readonly TextMatcher[], labels: LabelMap): boolean {
  return selector.every((matcher) => compileTextTest(matcher)(labels[matcher.name] ?? ''));
}

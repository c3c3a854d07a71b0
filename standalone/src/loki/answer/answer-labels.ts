import type { LabelMap } from '../../store/record-reader.ts';
import { compileTextTest } from '../evaluate/compile-matcher.ts';
import { toLabelKey } from '../evaluate/series.ts';
import type { TextMatcher } from '../logql/ast.ts';
import { parseSelector } from '../logql/parse-logql.ts';
import type { AnswerContext } from './answer-context.ts';
import { success } from './answer-queries.ts';
import { badParameter } from './loki-error.ts';
import { readParameter, type LokiRequest } from './loki-request.ts';
import { LAST_SIX_HOURS_NANOS, readRange, type TimeRange } from './read-range.ts';

/** Body of `labels`: names of index labels, sorted. */
export function answerLabels(context: AnswerContext, request: LokiRequest): unknown {
  return success(unique(selectSeries(context, request).flatMap((labels) => Object.keys(labels))));
}

/** Body of `label/{name}/values`: values of an index label, sorted. */
export function answerLabelValues(context: AnswerContext, request: LokiRequest): unknown {
  return success(unique(selectSeries(context, request).flatMap((labels) => labels[request.label] ?? [])));
}

/** Body of `series`: label sets that one of the selectors `match[]` (or `match`) selects. @throws LokiError without any */
export function answerSeries(context: AnswerContext, request: LokiRequest): unknown {
  const selectors = request.parameters
    .filter(([name]) => name === 'match[]' || name === 'match')
    .map(([, selector]) => parseSelector(selector));
  if (selectors.length === 0) throw badParameter('0 matcher groups supplied: add match[]={…}');
  const found = readSeries(context, readRange(request, LAST_SIX_HOURS_NANOS)).filter((labels) =>
    selectors.some((selector) => selects(selector, labels)),
  );
  return success(found.sort((left, right) => (toLabelKey(left) < toLabelKey(right) ? -1 : 1)));
}

/** Label sets with records in the range that a selector selects. */
export function findSeries(context: AnswerContext, range: TimeRange, selector: readonly TextMatcher[]): LabelMap[] {
  return readSeries(context, range).filter((labels) => selects(selector, labels));
}

function selectSeries(context: AnswerContext, request: LokiRequest): LabelMap[] {
  const range = readRange(request, LAST_SIX_HOURS_NANOS);
  return findSeries(context, range, parseSelector(readParameter(request, 'query') ?? ''));
}

function readSeries({ reader, tenant }: AnswerContext, { startUnixNano, endUnixNano }: TimeRange): LabelMap[] {
  return startUnixNano === endUnixNano ? [] : [...reader.series(tenant, startUnixNano, endUnixNano)];
}

function selects(selector: readonly TextMatcher[], labels: LabelMap): boolean {
  return selector.every((matcher) => compileTextTest(matcher)(labels[matcher.name] ?? ''));
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

import type { LabelMap } from '../../store/record-reader.ts';
import { toLabelKey } from '../evaluate/series.ts';
import { parseSelector } from '../logql/parse-logql.ts';
import type { AnswerContext } from './answer-context.ts';
import { success } from './answer-queries.ts';
import { findSeries } from './find-series.ts';
import { readParameter, type LokiRequest } from './loki-request.ts';
import { LAST_SIX_HOURS_NANOS, readRange } from './read-range.ts';

/** Body of `labels`: names of index labels, sorted. */
export function answerLabels(context: AnswerContext, request: LokiRequest): unknown {
  return success(unique(selectSeries(context, request).flatMap((labels) => Object.keys(labels))));
}

/** Body of `label/{name}/values`: values of an index label, sorted. */
export function answerLabelValues(context: AnswerContext, request: LokiRequest): unknown {
  return success(unique(selectSeries(context, request).flatMap((labels) => labels[request.label] ?? [])));
}

/** Body of `series`: label sets that one of the selectors `match[]` (or `match`) selects; all without any. */
export function answerSeries(context: AnswerContext, request: LokiRequest): unknown {
  const selectors = request.parameters
    .filter(([name]) => name === 'match[]' || name === 'match')
    .map(([, selector]) => parseSelector(selector));
  const range = readRange(request, LAST_SIX_HOURS_NANOS);
  const found = findSeries(context, range, selectors.length === 0 ? [[]] : selectors);
  return success(found.sort((left, right) => (toLabelKey(left) < toLabelKey(right) ? -1 : 1)));
}

function selectSeries(context: AnswerContext, request: LokiRequest): LabelMap[] {
  const range = readRange(request, LAST_SIX_HOURS_NANOS);
  return findSeries(context, range, [parseSelector(readParameter(request, 'query') ?? '')]);
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

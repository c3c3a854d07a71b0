import type { LabelMap } from '../../store/record-reader.ts';
import { emptySeries, toLabelKey, toStepGrid, type Series, type StepGrid } from '../evaluate/series.ts';
import type { TextMatcher } from '../logql/ast.ts';
import { parseSelector } from '../logql/parse-logql.ts';
import type { AnswerContext } from './answer-context.ts';
import { renderStats } from './answer-context.ts';
import { success } from './answer-queries.ts';
import { findSeries } from './find-series.ts';
import { badParameter } from './loki-error.ts';
import { readParameter, type LokiRequest } from './loki-request.ts';
import { readLimit } from './read-limit.ts';
import { LAST_HOUR_NANOS, readRange, readStep, type TimeRange } from './read-range.ts';
import { readHours, readVolumes } from './read-volumes.ts';
import { renderMatrix, renderVector } from './render-series.ts';

/** Body of `index/volume`: bytes of the range per label set (or label), the largest first, at the range's end. */
export function answerVolume(context: AnswerContext, request: LokiRequest): unknown {
  const range = readRange(request, LAST_HOUR_NANOS);
  const length = range.endUnixNano - range.startUnixNano;
  const grid = { startUnixNano: range.endUnixNano, stepNanos: length, count: 1 };
  const series = length === 0n ? [] : readRankedVolumes(context, request, range, grid);
  return success({ resultType: 'vector', result: renderVector(series, grid), stats: renderStats(0) });
}

/** Body of `index/volume_range`: as `index/volume`, for each step, at the step's end. */
export function answerVolumeRange(context: AnswerContext, request: LokiRequest): unknown {
  const range = readRange(request, LAST_HOUR_NANOS);
  const stepNanos = readStep(request, range);
  const grid = toStepGrid(range.startUnixNano + stepNanos, range.endUnixNano + stepNanos - 1n, stepNanos);
  const series = range.startUnixNano === range.endUnixNano ? [] : readRankedVolumes(context, request, range, grid);
  const result = renderMatrix({ kind: 'series', series }, grid);
  return success({ resultType: 'matrix', result, stats: renderStats(0) });
}

/** Body of `index/stats`: how many streams, entries and bytes a selector has in the hours that the range touches. */
export function answerStats(context: AnswerContext, request: LokiRequest): unknown {
  const matchers = readSelectorParameter(request);
  const range = readRange(request, LAST_HOUR_NANOS);
  const streams = new Set<string>();
  let [entries, bytes] = [0, 0];
  for (const { labels, records, sizeBytes } of readHours(context, matchers, range)) {
    streams.add(toLabelKey(labels));
    entries += records;
    bytes += sizeBytes;
  }
  return { streams: streams.size, chunks: streams.size, entries, bytes };
}

function readRankedVolumes(
  context: AnswerContext,
  request: LokiRequest,
  range: TimeRange,
  grid: StepGrid,
): readonly Series[] {
  const asked = readParameter(request, 'targetLabels')?.split(',') ?? [];
  // A stream counts only where it has every label that is asked for.
  const present = asked.map((name) => ({ kind: 'text', name, operator: '!=', value: '' }) as const);
  const matchers = [...readSelectorParameter(request), ...present];
  const byLabels = readParameter(request, 'aggregateBy') === 'labels';
  const own = readOwnLabels(context, range, matchers);
  const names = asked.length > 0 ? asked : byLabels ? own.all : own.ofSelector;
  const series = readVolumes(context, matchers, names, range, grid);
  return largestFirst(byLabels ? foldByLabel(series, names, grid.count) : series).slice(0, readLimit(request));
}

function readSelectorParameter(request: LokiRequest): readonly TextMatcher[] {
  const query = readParameter(request, 'query');
  if (query === undefined)
    throw badParameter('the parameter query is missing: a selector such as {service_name=~".+"}');
  return parseSelector(query);
}

/** Index labels of the streams that a selector selects: all, and those that it names (all when it names none). */
function readOwnLabels(
  context: AnswerContext,
  range: TimeRange,
  matchers: readonly TextMatcher[],
): { readonly all: readonly string[]; readonly ofSelector: readonly string[] } {
  const all = new Set(findSeries(context, range, [matchers]).flatMap((labels) => Object.keys(labels)));
  const named = new Set(matchers.map((matcher) => matcher.name));
  return { all: [...all], ofSelector: named.size === 0 ? [...all] : [...named].filter((name) => all.has(name)) };
}

/** One series per label that holds all streams having it; its value is empty. */
function foldByLabel(series: readonly Series[], names: readonly string[], count: number): readonly Series[] {
  return names.flatMap((name) => {
    const having = series.filter((one) => one.labels[name] !== undefined);
    const labels: LabelMap = Object.assign(Object.create(null) as Record<string, string>, { [name]: '' });
    return having.length === 0 ? [] : [addUp(emptySeries(labels, count), having)];
  });
}

function addUp(total: Series, parts: readonly Series[]): Series {
  for (const part of parts) {
    part.present.forEach((present, at) => {
      if (present !== 1) return;
      total.values[at] = (total.values[at] ?? 0) + (part.values[at] ?? 0);
      total.present[at] = 1;
    });
  }
  return total;
}

function largestFirst(series: readonly Series[]): readonly Series[] {
  const sizeOf = (one: Series): number => one.values.reduce((sum, value) => sum + value, 0);
  return series
    .map((one) => ({ one, size: sizeOf(one), key: toLabelKey(one.labels) }))
    .sort((left, right) => right.size - left.size || (left.key < right.key ? -1 : 1))
    .map(({ one }) => one);
}

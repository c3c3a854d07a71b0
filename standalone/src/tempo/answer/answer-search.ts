import type { QueryBudget } from '../../loki/evaluate/query-budget.ts';
import { jsonAnswer, type HttpAnswer } from '../../loki/worker/http-answer.ts';
import type { SpanReader } from '../../store/span-reader.ts';
import { INTRINSIC_TAGS, listTags, listTagValues, TAG_SCOPES, type TagScope } from '../search/list-tags.ts';
import { searchTraces } from '../search/search-traces.ts';
import type { Condition, Field } from '../traceql/ast.ts';
import { parseTraceQl } from '../traceql/parse-traceql.ts';
import { toIntrinsic } from '../traceql/read-field.ts';
import { renderFoundTrace } from './render-search.ts';
import { readCount, readParameter, readRange, TempoError, type TempoRequest } from './tempo-request.ts';

const DEFAULT_TRACES = 50;
const DEFAULT_SPANS_PER_TRACE = 3;
const MAX_TRACES = 100_000;
const DEFAULT_VALUES = 1000;
const OLD_PARAMETERS = ['tags', 'minDuration', 'maxDuration'];

/** Answer of `api/search`: the most recent traces that the TraceQL query `q` finds. */
export function answerSearch(reader: SpanReader, request: TempoRequest, budget: QueryBudget): HttpAnswer {
  const old = OLD_PARAMETERS.find((name) => readParameter(request, name) !== undefined);
  if (old !== undefined) throw new TempoError(400, `the parameter ${old} is not supported by this store; use q`);
  const range = readRange(request);
  const query = parseTraceQl(readParameter(request, 'q') ?? '{}');
  const limit = Math.min(readCount(request, 'limit', DEFAULT_TRACES), MAX_TRACES);
  const spansPerTrace = readCount(request, 'spss', DEFAULT_SPANS_PER_TRACE);
  const traces = searchTraces(reader, query, range, limit, budget);
  return jsonAnswer(200, {
    traces: traces.map((trace) => renderFoundTrace(trace, query, spansPerTrace)),
    metrics: {},
  });
}

/** Answer of `api/v2/search/tags`: names by scope. */
export function answerTagsV2(reader: SpanReader, request: TempoRequest, budget: QueryBudget): HttpAnswer {
  const wanted = readParameter(request, 'scope');
  const scopes = [['intrinsic', INTRINSIC_TAGS] as const, ...listTags(reader, readRange(request), budget)]
    .filter(([name, tags]) => tags.length > 0 && (wanted === undefined || wanted === name))
    .map(([name, tags]) => ({ name, tags }));
  return jsonAnswer(200, { scopes, metrics: {} });
}

/** Answer of `api/search/tags`: names of span and resource attributes together. */
export function answerTagsV1(reader: SpanReader, request: TempoRequest, budget: QueryBudget): HttpAnswer {
  const tags = listTags(reader, readRange(request), budget);
  const tagNames = [...new Set([...(tags.get('resource') ?? []), ...(tags.get('span') ?? [])])].sort();
  return jsonAnswer(200, { tagNames, metrics: {} });
}

/** Answer of `api/v2/search/tag/{name}/values`: values with their types. */
export function answerTagValuesV2(reader: SpanReader, request: TempoRequest, budget: QueryBudget): HttpAnswer {
  return jsonAnswer(200, { tagValues: readTagValues(reader, request, budget), metrics: {} });
}

/** Answer of `api/search/tag/{name}/values`: values as text. */
export function answerTagValuesV1(reader: SpanReader, request: TempoRequest, budget: QueryBudget): HttpAnswer {
  const values = readTagValues(reader, request, budget).map(({ value }) => value);
  return jsonAnswer(200, { tagValues: [...new Set(values)], metrics: {} });
}

function readTagValues(reader: SpanReader, request: TempoRequest, budget: QueryBudget) {
  const limit = readCount(request, 'limit', DEFAULT_VALUES);
  return listTagValues(reader, toField(request.target), readCondition(request), readRange(request), limit, budget);
}

function readCondition(request: TempoRequest): Condition | undefined {
  const { spansets, counts } = parseTraceQl(readParameter(request, 'q') ?? '{}');
  if (spansets.kind === 'filter' && counts.length === 0) return spansets.condition;
  throw new TempoError(
    400,
    'values of a tag are filtered by one { … } only; other queries are not supported by this store',
  );
}

/** A tag as paths write it: `span.bot.id`, `resource.service.name`, `.bot.id`, `bot.id`, `status`. */
function toField(tag: string): Field {
  const intrinsic = toIntrinsic(tag);
  if (intrinsic !== undefined) return { kind: 'intrinsic', name: intrinsic };
  const [, prefix, name] = /^(\w*)\.(.+)$/s.exec(tag) ?? [];
  const scope = TAG_SCOPES.find((one): one is TagScope => one === prefix);
  if (name !== undefined && (scope !== undefined || prefix === ''))
    return { kind: 'attribute', scope: scope ?? 'any', name };
  return { kind: 'attribute', scope: 'any', name: tag };
}

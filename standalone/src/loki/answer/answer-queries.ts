import { evaluateLogs } from '../evaluate/evaluate-logs.ts';
import { evaluateMetric } from '../evaluate/evaluate-metric.ts';
import { toStepGrid, type Series } from '../evaluate/series.ts';
import type { LogExpression, MetricExpression } from '../logql/ast.ts';
import { formatGoFloat } from '../logql/go-float.ts';
import { parseLogQl } from '../logql/parse-logql.ts';
import { renderStats, type AnswerContext } from './answer-context.ts';
import { badParameter } from './loki-error.ts';
import { readParameter, type LokiRequest } from './loki-request.ts';
import { checkEntryLimit, readDirection, readLimit } from './read-limit.ts';
import { LAST_HOUR_NANOS, readRange, readStep, readTime } from './read-range.ts';
import { renderMatrix, renderVector, toSeconds } from './render-series.ts';
import { renderStreams } from './render-streams.ts';

/** Body of `query_range`: streams of a log query, a matrix of a metric query. */
export function answerQueryRange(context: AnswerContext, request: LokiRequest): unknown {
  const expression = parseLogQl(readParameter(request, 'query') ?? '');
  return expression.kind === 'log'
    ? answerLogs(context, request, expression)
    : answerMatrix(context, request, expression);
}

function answerLogs(context: AnswerContext, request: LokiRequest, expression: LogExpression): unknown {
  const range = readRange(request, LAST_HOUR_NANOS);
  const limit = readLimit(request);
  checkEntryLimit(limit);
  if (readParameter(request, 'interval') !== undefined) throw badParameter('interval is not supported by this store');
  const direction = readDirection(request);
  const query = { tenant: context.tenant, expression, ...range, direction, limit };
  const entries = evaluateLogs(context.reader, query, context.budget);
  return success({
    resultType: 'streams',
    ...(request.categorized ? { encodingFlags: ['categorize-labels'] } : {}),
    result: renderStreams(entries, request.categorized),
    stats: renderStats(entries.length),
  });
}

function answerMatrix(context: AnswerContext, request: LokiRequest, expression: MetricExpression): unknown {
  const range = readRange(request, LAST_HOUR_NANOS);
  readLimit(request);
  const grid = toStepGrid(range.startUnixNano, range.endUnixNano, readStep(request, range));
  const operand = evaluateMetric({ ...context, grid }, expression);
  return success({ resultType: 'matrix', result: renderMatrix(operand, grid), stats: renderStats(0) });
}

/** Body of `query`: the value of a metric query at one time. @throws LokiError for a log query */
export function answerQuery(context: AnswerContext, request: LokiRequest): unknown {
  const expression = parseLogQl(readParameter(request, 'query') ?? '');
  if (expression.kind === 'log') {
    throw badParameter(
      'log queries are not supported as an instant query type, please change your query to a range query type',
    );
  }
  const startUnixNano = readTime(request, 'time') ?? request.nowUnixNano;
  const grid = { startUnixNano, stepNanos: 1n, count: 1 };
  const operand = evaluateMetric({ ...context, grid }, expression);
  const stats = renderStats(0);
  if (operand.kind === 'scalar') {
    return success({ resultType: 'scalar', result: [toSeconds(grid, 0), formatGoFloat(operand.value)], stats });
  }
  return success({ resultType: 'vector', result: renderVector(rankSeries(operand.series, expression), grid), stats });
}

/** `topk` and `bottomk` rank their series; all other series keep the order of their labels. */
function rankSeries(series: readonly Series[], expression: MetricExpression): readonly Series[] {
  const operation = expression.kind === 'aggregation' ? expression.operation : undefined;
  if (operation !== 'topk' && operation !== 'bottomk') return series;
  const ascending = [...series].sort((left, right) => (left.values[0] ?? 0) - (right.values[0] ?? 0));
  return operation === 'topk' ? ascending.reverse() : ascending;
}

/** Loki's envelope of a result. */
export function success(data: unknown): unknown {
  return { status: 'success', data };
}

import type { Grouping, MetricExpression, RangeExpression, VectorExpression } from '../logql/ast.ts';
import { aggregateSeries } from './aggregate-series.ts';
import { combineOperands, type Operand } from './combine-operands.ts';
import { evaluateRange } from './evaluate-range.ts';
import { NO_LABELS } from './line-context.ts';
import type { MetricContext } from './metric-context.ts';
import { QueryRefusedError } from './query-refused-error.ts';
import { toLabelKey, type Series } from './series.ts';

/** Most series of an answer, as configured for Loki. */
export const MAX_SERIES = 2000;

/**
 * Value of a metric query at the instants of the grid; series in the order of their labels, none without a value.
 * @throws QueryRefusedError
 */
export function evaluateMetric(context: MetricContext, expression: MetricExpression): Operand {
  const result = evaluate(context, expression);
  if (result.kind === 'scalar') return result;
  const series = result.series.filter((one) => one.present.includes(1));
  if (series.length > MAX_SERIES) {
    throw new QueryRefusedError(
      `maximum of series (${MAX_SERIES}) reached for a single query: ${series.length}; aggregate by fewer labels`,
    );
  }
  return { kind: 'series', series: sortByLabels(series) };
}

function sortByLabels(series: readonly Series[]): readonly Series[] {
  return series
    .map((one) => ({ one, key: toLabelKey(one.labels) }))
    .sort((left, right) => (left.key < right.key ? -1 : 1))
    .map(({ one }) => one);
}

function evaluate(context: MetricContext, expression: MetricExpression): Operand {
  switch (expression.kind) {
    case 'scalar':
      return expression;
    case 'vector':
      return { kind: 'series', series: [constantSeries(expression.value, context.grid.count)] };
    case 'range':
      return { kind: 'series', series: evaluateRange(context, expression) };
    case 'aggregation':
      return { kind: 'series', series: evaluateAggregation(context, expression) };
    case 'arithmetic':
      return combineOperands(
        expression.operator,
        evaluate(context, expression.left),
        evaluate(context, expression.right),
      );
  }
}

function constantSeries(value: number, count: number): Series {
  return { labels: NO_LABELS, values: new Float64Array(count).fill(value), present: new Uint8Array(count).fill(1) };
}

function evaluateAggregation(context: MetricContext, expression: VectorExpression): readonly Series[] {
  const direct = toDirectRange(expression);
  if (direct !== undefined) return evaluateRange(context, direct.range, direct.grouping);
  const inner = evaluate(context, expression.of);
  if (inner.kind === 'scalar') throw new QueryRefusedError(`${expression.operation} needs series, not a single number`);
  return aggregateSeries(expression, inner.series, context.grid.count);
}

const ADDITIVE = ['count_over_time', 'rate', 'bytes_over_time', 'bytes_rate', 'sum_over_time'];

/**
 * An aggregation whose groups can be filled while reading: the sum of counts is the count of all. Otherwise each label
 * set, so nearly each record, would be a series first.
 */
function toDirectRange({
  operation,
  of,
  grouping,
}: VectorExpression): { readonly range: RangeExpression; readonly grouping: Grouping } | undefined {
  if (of.kind !== 'range' || of.grouping !== undefined) return undefined;
  const same =
    (operation === 'sum' && ADDITIVE.includes(of.operation)) ||
    (operation === 'max' && of.operation === 'max_over_time') ||
    (operation === 'min' && of.operation === 'min_over_time');
  return same ? { range: of, grouping: grouping ?? { kind: 'by', names: [] } } : undefined;
}

import type { SyntaxNode } from '@lezer/common';
import {
  RANGE_OPERATIONS,
  type Grouping,
  type LogExpression,
  type RangeExpression,
  type RangeOperation,
} from './ast.ts';
import { errorAt } from './logql-error.ts';
import { parseDurationNanos } from './parse-duration.ts';
import { readLogExpression } from './read-log-expression.ts';
import { flattenList, requiredChild, textOf, unsupported } from './syntax-tree.ts';

/** Operations over unwrapped values; `rate` takes both lines and values. */
const NEEDS_UNWRAP: readonly RangeOperation[] = [
  'sum_over_time',
  'avg_over_time',
  'max_over_time',
  'min_over_time',
  'quantile_over_time',
];
const REFUSES_UNWRAP: readonly RangeOperation[] = ['count_over_time', 'bytes_over_time', 'bytes_rate'];
const ALLOWS_GROUPING: readonly RangeOperation[] = [
  'avg_over_time',
  'max_over_time',
  'min_over_time',
  'quantile_over_time',
];

/** A RangeAggregationExpr node. @throws LogQlError also where Loki refuses: wrong use of `unwrap`, grouping or parameter. */
export function readRangeExpression(query: string, node: SyntaxNode): RangeExpression {
  const operation = readOperation(query, requiredChild(node, 'RangeOp'));
  const source = requiredChild(node, 'LogRangeExpr');
  const log = readLogExpression(query, source);
  checkUnwrap(query, node, operation, log);
  const grouping = readGrouping(query, node);
  if (grouping !== undefined && !ALLOWS_GROUPING.includes(operation)) {
    throw errorAt(query, node.from, `grouping is not allowed for ${operation}`);
  }
  const parameter = readParameter(query, node, operation);
  return {
    kind: 'range',
    operation,
    log,
    ...readWindow(query, source),
    ...(parameter === undefined ? {} : { parameter }),
    ...(grouping === undefined ? {} : { grouping }),
  };
}

/** The Grouping child of an aggregation. Absent when it has none. */
export function readGrouping(query: string, node: SyntaxNode): Grouping | undefined {
  const grouping = node.getChild('Grouping');
  if (grouping === null) return undefined;
  const labels = grouping.getChild('Labels');
  const names = labels === null ? [] : flattenList(labels, 'Labels').map((label) => textOf(query, label));
  return { kind: grouping.getChild('By') === null ? 'without' : 'by', names };
}

function readOperation(query: string, node: SyntaxNode): RangeOperation {
  const text = textOf(query, node);
  const operation = RANGE_OPERATIONS.find((name) => name === text);
  if (operation === undefined) throw unsupported(query, node, text);
  return operation;
}

function checkUnwrap(query: string, node: SyntaxNode, operation: RangeOperation, log: LogExpression): void {
  const unwraps = log.stages.some((stage) => stage.kind === 'unwrap');
  if (!unwraps && NEEDS_UNWRAP.includes(operation))
    throw errorAt(query, node.from, `${operation} needs an unwrap stage`);
  if (unwraps && REFUSES_UNWRAP.includes(operation)) {
    throw errorAt(query, node.from, `${operation} takes lines, so it may not have an unwrap stage`);
  }
}

function readParameter(query: string, node: SyntaxNode, operation: RangeOperation): number | undefined {
  const parameter = node.getChild('Number');
  if (operation !== 'quantile_over_time') {
    if (parameter !== null) throw errorAt(query, parameter.from, `${operation} takes no parameter`);
    return undefined;
  }
  if (parameter === null) throw errorAt(query, node.from, 'quantile_over_time needs a quantile, such as 0.95');
  return Number(textOf(query, parameter));
}

function readWindow(query: string, source: SyntaxNode): Pick<RangeExpression, 'rangeNanos' | 'offsetNanos'> {
  const range = requiredChild(requiredChild(source, 'Range'), 'Duration');
  const rangeNanos = readDuration(query, range);
  if (rangeNanos <= 0n) throw errorAt(query, range.from, 'the range must be longer than nothing');
  const offset = source.getChild('OffsetExpr')?.getChild('Duration');
  return { rangeNanos, offsetNanos: offset ? readDuration(query, offset) : 0n };
}

function readDuration(query: string, node: SyntaxNode): bigint {
  const nanos = parseDurationNanos(textOf(query, node));
  if (nanos === undefined) throw errorAt(query, node.from, `"${textOf(query, node)}" is no duration`);
  return BigInt(Math.round(nanos));
}

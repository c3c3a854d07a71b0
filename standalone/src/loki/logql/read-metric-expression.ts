import type { SyntaxNode } from '@lezer/common';
import {
  ARITHMETIC_OPERATORS,
  VECTOR_OPERATIONS,
  type ArithmeticOperator,
  type MetricExpression,
  type VectorOperation,
} from './ast.ts';
import { errorAt } from './logql-error.ts';
import { readGrouping, readRangeExpression } from './read-range-expression.ts';
import { childrenOf, requiredChild, textOf, unsupported } from './syntax-tree.ts';

const MAX_DEPTH = 100;
const PRECEDENCE: Readonly<Record<ArithmeticOperator, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '%': 2, '^': 3 };

/** A MetricExpr node. @throws LogQlError */
export function readMetricExpression(query: string, node: SyntaxNode, depth = 0): MetricExpression {
  if (depth > MAX_DEPTH) throw errorAt(query, node.from, `more than ${MAX_DEPTH} nested expressions`);
  const content = node.firstChild;
  switch (content?.name) {
    case 'MetricExpr':
      return readMetricExpression(query, content, depth + 1);
    case 'RangeAggregationExpr':
      return readRangeExpression(query, content);
    case 'VectorAggregationExpr':
      return readAggregation(query, content, depth);
    case 'BinOpExpr':
      return readArithmetic(query, content, depth);
    case 'LiteralExpr':
      return { kind: 'scalar', value: Number(textOf(query, content).replaceAll(/\s/g, '')) };
    case 'VectorExpr':
      return { kind: 'vector', value: Number(textOf(query, requiredChild(content, 'Number'))) };
    default:
      throw unsupported(query, node, /^\w*/.exec(textOf(query, node))?.[0] ?? '');
  }
}

function readAggregation(query: string, node: SyntaxNode, depth: number): MetricExpression {
  const operation = readOperation(query, requiredChild(node, 'VectorOp'));
  const grouping = readGrouping(query, node);
  const parameter = readLimit(query, node, operation);
  return {
    kind: 'aggregation',
    operation,
    of: readMetricExpression(query, requiredChild(node, 'MetricExpr'), depth + 1),
    ...(parameter === undefined ? {} : { parameter }),
    ...(grouping === undefined ? {} : { grouping }),
  };
}

function readOperation(query: string, node: SyntaxNode): VectorOperation {
  const text = textOf(query, node);
  const operation = VECTOR_OPERATIONS.find((name) => name === text);
  if (operation === undefined) throw unsupported(query, node, text);
  return operation;
}

function readLimit(query: string, node: SyntaxNode, operation: VectorOperation): number | undefined {
  const parameter = node.getChild('Number');
  if (operation !== 'topk' && operation !== 'bottomk') {
    if (parameter !== null) throw errorAt(query, parameter.from, `${operation} takes no parameter`);
    return undefined;
  }
  const limit = parameter === null ? NaN : Number(textOf(query, parameter));
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw errorAt(query, node.from, `${operation} needs a number of series, such as ${operation}(5, …)`);
}

interface Operand {
  readonly expression: MetricExpression;
}

/**
 * The grammar reads a chain of operators by position, not by precedence: the chain is laid out flat and folded again.
 */
function readArithmetic(query: string, node: SyntaxNode, depth: number): MetricExpression {
  const chain: (Operand | ArithmeticOperator)[] = [];
  layOut(query, node, depth + 1, chain);
  const state = { chain, next: 0 };
  return fold(state, 0);
}

function layOut(query: string, node: SyntaxNode, depth: number, chain: (Operand | ArithmeticOperator)[]): void {
  if (depth > MAX_DEPTH) throw errorAt(query, node.from, `more than ${MAX_DEPTH} operators`);
  for (const child of childrenOf(node)) {
    if (child.name !== 'Expr') {
      if (child.name !== 'BinOpModifier') chain.push(readOperator(query, child));
      else if (child.firstChild !== null) throw unsupported(query, child, `"${textOf(query, child)}"`);
      continue;
    }
    const metric = child.getChild('MetricExpr');
    if (metric === null) throw errorAt(query, child.from, 'a log query is no operand of arithmetic');
    if (metric.firstChild?.name === 'BinOpExpr') layOut(query, metric.firstChild, depth + 1, chain);
    else chain.push({ expression: readMetricExpression(query, metric, depth + 1) });
  }
}

function readOperator(query: string, node: SyntaxNode): ArithmeticOperator {
  const text = textOf(query, node);
  const operator = ARITHMETIC_OPERATORS.find((name) => name === text);
  if (operator === undefined) throw unsupported(query, node, `the operator "${text}" between numbers`);
  return operator;
}

function fold(
  state: { readonly chain: readonly (Operand | ArithmeticOperator)[]; next: number },
  floor: number,
): MetricExpression {
  const first = state.chain[state.next];
  if (typeof first !== 'object') throw new Error('the LogQL grammar has an operator without an operand');
  state.next += 1;
  let left = first.expression;
  for (;;) {
    const operator = state.chain[state.next];
    if (typeof operator !== 'string' || PRECEDENCE[operator] < floor) return left;
    state.next += 1;
    const right = fold(state, operator === '^' ? PRECEDENCE[operator] : PRECEDENCE[operator] + 1);
    left = { kind: 'arithmetic', operator, left, right };
  }
}

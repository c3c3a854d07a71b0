import type { SyntaxNode } from '@lezer/common';
import { STRUCTURAL_OPERATORS, type SpansetExpression } from './ast.ts';
import { readCondition } from './read-condition.ts';
import { errorAt } from './traceql-error.ts';

const MAX_DEPTH = 100;
const KINDS: ReadonlyMap<string, Exclude<SpansetExpression['kind'], 'filter'>> = new Map([
  ['&&', 'and'],
  ['||', 'or'],
  ...STRUCTURAL_OPERATORS.map((operator) => [operator, operator] as const),
]);

/** Text between the two sides of a SpansetPipelineExpression node; undefined when it has one side only. */
export function operatorOf(query: string, expression: SyntaxNode): string | undefined {
  const [left, right] = expression.getChildren('SpansetPipelineExpression');
  return left === undefined || right === undefined ? undefined : query.slice(left.to, right.from).trim();
}

/** A SpansetPipelineExpression node without pipes. @throws TraceQlError for what this store does not offer */
export function readSpansets(query: string, expression: SyntaxNode, depth = 0): SpansetExpression {
  if (depth > MAX_DEPTH) throw errorAt(query, expression.from, `more than ${MAX_DEPTH} nested spansets`);
  const [left, right] = expression.getChildren('SpansetPipelineExpression');
  if (left === undefined) return readFilter(query, expression);
  if (right === undefined) return readSpansets(query, left, depth + 1);
  // A side in parentheses ends before its parenthesis does.
  const operator = (operatorOf(query, expression) ?? '').replaceAll(/[()\s]/g, '');
  const kind = KINDS.get(operator);
  if (kind === undefined) {
    throw errorAt(query, left.to, `the operator ${operator} between spansets is not supported by this store`);
  }
  return { kind, left: readSpansets(query, left, depth + 1), right: readSpansets(query, right, depth + 1) };
}

function readFilter(query: string, expression: SyntaxNode): SpansetExpression {
  const filter = expression.getChild('SpansetPipeline')?.getChild('SpansetFilter');
  if (filter === null || filter === undefined) throw errorAt(query, expression.from, 'the query must begin with { … }');
  const condition = filter.getChild('FieldExpression');
  return condition === null ? { kind: 'filter' } : { kind: 'filter', condition: readCondition(query, condition) };
}

import type { SyntaxNode } from '@lezer/common';
import { compileRegex } from '../../loki/evaluate/compile-regex.ts';
import { parseDurationNanos } from '../../loki/logql/parse-duration.ts';
import { unquoteGoString } from '../../loki/logql/unquote-go-string.ts';
import { COMPARISON_OPERATORS, type ComparisonOperator, type Condition, type Literal } from './ast.ts';
import { readField } from './read-field.ts';
import { errorAt } from './traceql-error.ts';

const MAX_DEPTH = 100;
const KEYWORDS = ['error', 'ok', 'unset', 'unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];

/** A FieldExpression node that holds a condition. @throws TraceQlError */
export function readCondition(query: string, node: SyntaxNode, depth = 0): Condition {
  if (depth > MAX_DEPTH) throw errorAt(query, node.from, `more than ${MAX_DEPTH} nested conditions`);
  const [left, joiner, right] = childrenOf(node);
  if (left?.name === 'FieldExpression' && joiner === undefined && query[node.from] === '(') {
    return readCondition(query, left, depth + 1);
  }
  if (left === undefined || joiner === undefined || right === undefined) {
    throw errorAt(query, node.from, `"${query.slice(node.from, node.to)}" is no comparison that this store supports`);
  }
  if (joiner.name === 'FieldOp') return readComparison(query, left, joiner, right);
  return {
    kind: joiner.name === 'And' ? 'and' : 'or',
    left: readCondition(query, left, depth + 1),
    right: readCondition(query, right, depth + 1),
  };
}

function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

function readComparison(query: string, left: SyntaxNode, operatorNode: SyntaxNode, right: SyntaxNode): Condition {
  const operatorText = query.slice(operatorNode.from, operatorNode.to);
  const operator = COMPARISON_OPERATORS.find((name) => name === operatorText);
  if (operator === undefined)
    throw errorAt(query, operatorNode.from, `"${operatorText}" is not supported by this store`);
  const fieldNode = left.firstChild;
  if (fieldNode?.name !== 'AttributeField' && fieldNode?.name !== 'IntrinsicField') {
    throw errorAt(query, left.from, 'the left side of a comparison must be a field');
  }
  const literal = readLiteral(query, right);
  checkRegex(query, right, operator, literal);
  return { kind: 'comparison', field: readField(query, fieldNode), operator, literal };
}

function checkRegex(query: string, node: SyntaxNode, operator: ComparisonOperator, literal: Literal): void {
  if (operator !== '=~' && operator !== '!~') return;
  if (literal.kind !== 'string') throw errorAt(query, node.from, `${operator} needs a string`);
  try {
    compileRegex(literal.value);
  } catch (error) {
    throw errorAt(query, node.from, `invalid regular expression: ${error instanceof Error ? error.message : ''}`);
  }
}

function readLiteral(query: string, node: SyntaxNode): Literal {
  const inner = node.firstChild;
  const negative = query[node.from] === '-' && inner?.name === 'FieldExpression';
  const literalNode = negative ? inner.firstChild : inner;
  if (literalNode?.name !== 'Static') throw errorAt(query, node.from, 'the right side of a comparison must be a value');
  const literal = readStatic(query, literalNode);
  if (!negative) return literal;
  if (literal.kind === 'number' || literal.kind === 'duration') return { ...literal, value: -literal.value };
  throw errorAt(query, node.from, 'only numbers can be negative');
}

function readStatic(query: string, node: SyntaxNode): Literal {
  const text = query.slice(node.from, node.to);
  switch (node.firstChild?.name) {
    case 'String':
      return readString(query, node, text);
    case 'Integer':
    case 'Float':
      return { kind: 'number', value: Number(text) };
    case 'Duration':
      return { kind: 'duration', value: parseDurationNanos(text) ?? NaN };
    default:
      return readWord(query, node, text);
  }
}

function readString(query: string, node: SyntaxNode, text: string): Literal {
  const value = unquoteGoString(text);
  if (value === undefined) throw errorAt(query, node.from, 'invalid string literal: only the escapes of Go are known');
  return { kind: 'string', value };
}

function readWord(query: string, node: SyntaxNode, text: string): Literal {
  if (text === 'true' || text === 'false') return { kind: 'boolean', value: text === 'true' };
  if (text === 'nil') return { kind: 'nil' };
  if (KEYWORDS.includes(text)) return { kind: 'keyword', value: text };
  throw errorAt(query, node.from, `"${text}" is no value that this store supports`);
}

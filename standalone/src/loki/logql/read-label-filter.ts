import type { SyntaxNode } from '@lezer/common';
import type { LabelFilter, NumericComparison } from './ast.ts';
import { parseGoFloat } from './go-float.ts';
import { errorAt } from './logql-error.ts';
import { parseDurationNanos } from './parse-duration.ts';
import { parseSizeBytes } from './parse-size.ts';
import { readMatcher } from './read-matcher.ts';
import { childrenOf, textOf, unsupported } from './syntax-tree.ts';

type Token =
  | { readonly kind: 'filter'; readonly filter: LabelFilter; readonly at: number }
  | { readonly kind: 'and' | 'or' | ',' | '(' | ')'; readonly at: number };

const MAX_PARENTHESES = 64;
const OPERATORS: Readonly<Record<string, NumericComparison['operator']>> = {
  Eq: '=',
  Eql: '=',
  Neq: '!=',
  Gtr: '>',
  Gte: '>=',
  Lss: '<',
  Lte: '<=',
};

/**
 * A LabelFilter node. `and` binds closer than `or`; a comma is an `and`, and may not stand beside an `or` without
 * parentheses, because Loki's reading of that is not documented. @throws LogQlError
 */
export function readLabelFilter(query: string, node: SyntaxNode): LabelFilter {
  const tokens = tokenize(query, node);
  const state = { query, tokens, next: 0, depth: 0 };
  return parseOr(state);
}

/** The grammar nests thousands of alternatives deeply, so the tree is walked by a cursor and read again from tokens. */
function tokenize(query: string, node: SyntaxNode): readonly Token[] {
  const tokens: Token[] = [];
  const operand = (token: Token): void => {
    const previous = tokens.at(-1)?.kind;
    if (previous === 'filter' || previous === ')') tokens.push({ kind: ',', at: token.at });
    tokens.push(token);
  };
  const cursor = node.cursor();
  cursor.iterate(
    ({ name, from, node: current }) => {
      if (name === 'And' || name === 'Or') tokens.push({ kind: name === 'And' ? 'and' : 'or', at: from });
      if (name !== 'LabelFilter') return false;
      if (query[from] === '(' && isParenthesised(current)) operand({ kind: '(', at: from });
      const leaf = current.firstChild;
      if (leaf === null || leaf.name === 'LabelFilter') return true;
      operand({ kind: 'filter', filter: readLeaf(query, leaf), at: from });
      return false;
    },
    ({ name, from, to, node: current }) => {
      if (name === 'LabelFilter' && query[from] === '(' && isParenthesised(current)) tokens.push({ kind: ')', at: to });
    },
  );
  return tokens;
}

function isParenthesised(node: SyntaxNode): boolean {
  return node.firstChild?.name === 'LabelFilter' && node.firstChild.nextSibling === null;
}

interface ParseState {
  readonly query: string;
  readonly tokens: readonly Token[];
  next: number;
  depth: number;
}

function parseOr(state: ParseState): LabelFilter {
  const first = state.next;
  const items = [parseAnd(state)];
  while (state.tokens[state.next]?.kind === 'or') {
    state.next += 1;
    items.push(parseAnd(state));
  }
  if (items.length > 1) refuseComma(state, first);
  return combine('or', items);
}

function parseAnd(state: ParseState): LabelFilter {
  const items = [parseOperand(state)];
  while (state.tokens[state.next]?.kind === 'and' || state.tokens[state.next]?.kind === ',') {
    state.next += 1;
    items.push(parseOperand(state));
  }
  return combine('and', items);
}

function parseOperand(state: ParseState): LabelFilter {
  const token = state.tokens[state.next];
  state.next += 1;
  if (token?.kind === 'filter') return token.filter;
  if (token?.kind !== '(') throw new Error('the LogQL grammar has a label filter without an operand');
  state.depth += 1;
  if (state.depth > MAX_PARENTHESES) {
    throw errorAt(state.query, token.at, `more than ${MAX_PARENTHESES} nested parentheses`);
  }
  const inner = parseOr(state);
  state.depth -= 1;
  state.next += 1;
  return inner;
}

function combine(kind: 'and' | 'or', items: readonly LabelFilter[]): LabelFilter {
  const flat = items.flatMap((item) => (item.kind === kind ? item.items : [item]));
  const [only] = flat;
  return only !== undefined && flat.length === 1 ? only : { kind, items: flat };
}

function refuseComma(state: ParseState, first: number): void {
  let depth = 0;
  for (const token of state.tokens.slice(first, state.next)) {
    if (token.kind === '(') depth += 1;
    if (token.kind === ')') depth -= 1;
    if (depth > 0 || token.kind !== ',') continue;
    throw errorAt(state.query, token.at, 'a comma beside "or" needs parentheses that say which binds closer');
  }
}

function readLeaf(query: string, node: SyntaxNode): LabelFilter {
  if (node.name === 'Matcher') return readMatcher(query, node);
  if (node.name === 'IpLabelFilter') throw unsupported(query, node, 'ip()');
  const comparison = node.name === 'UnitFilter' ? node.firstChild : node;
  if (comparison === null) throw new Error('the LogQL grammar has an empty comparison');
  return readComparison(query, comparison);
}

function readComparison(query: string, node: SyntaxNode): NumericComparison {
  const [nameNode, operatorNode, valueNode] = childrenOf(node);
  const operator = OPERATORS[operatorNode?.name ?? ''];
  if (nameNode === undefined || operator === undefined || valueNode === undefined) {
    throw new Error('the LogQL grammar has a comparison with an unknown operator');
  }
  const name = textOf(query, nameNode);
  if (name === '__error__' || name === '__error_details__') {
    throw errorAt(query, node.from, `${name} is text: compare it with a string, such as ${name}=""`);
  }
  return { kind: 'numeric', name, operator, ...readNumber(query, node, valueNode) };
}

function readNumber(query: string, node: SyntaxNode, valueNode: SyntaxNode): Pick<NumericComparison, 'unit' | 'value'> {
  const text = textOf(query, valueNode).replaceAll(/\s/g, '');
  const [unit, value] =
    node.name === 'DurationFilter'
      ? (['duration', parseDurationNanos(text)] as const)
      : node.name === 'BytesFilter'
        ? (['bytes', parseSizeBytes(text)] as const)
        : (['number', parseGoFloat(text)] as const);
  if (value === undefined) throw errorAt(query, valueNode.from, `"${text}" is no ${unit}`);
  return { unit, value };
}

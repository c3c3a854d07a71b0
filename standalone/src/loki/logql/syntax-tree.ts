import { parser } from '@grafana/lezer-logql';
import type { SyntaxNode } from '@lezer/common';
import { groupAlternatives } from './group-alternatives.ts';
import { errorAt } from './logql-error.ts';
import { unquoteGoString } from './unquote-go-string.ts';

/** Syntax tree of a query without any error node. @throws LogQlError at the first place that the grammar refuses. */
export function parseSyntax(query: string): SyntaxNode {
  const tree = parser.parse(groupAlternatives(query));
  let firstError: number | undefined;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) firstError ??= node.from;
      return firstError === undefined;
    },
  });
  if (firstError !== undefined)
    throw errorAt(query, firstError, `syntax error: unexpected ${tokenAt(query, firstError)}`);
  return tree.topNode;
}

function tokenAt(query: string, offset: number): string {
  const token = /^\s*([\w:.]+|[|!=<>~]+|"[^"]{0,40}"?|\S)/.exec(query.slice(offset))?.[1];
  return token === undefined ? 'end of query' : `"${token}"`;
}

/** Children of a node in the order of the text. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/**
 * Items of a list that the grammar nests to the left (`List(List(Item) Item)`), in the order of the text. Iterative:
 * a list may have thousands of items.
 */
export function flattenList(node: SyntaxNode, list: string): readonly SyntaxNode[] {
  const items: SyntaxNode[] = [];
  let current: SyntaxNode | null = node;
  while (current !== null) {
    const children: readonly SyntaxNode[] = childrenOf(current);
    items.push(...children.filter((child) => child.name !== list).reverse());
    current = children.find((child) => child.name === list) ?? null;
  }
  return items.reverse();
}

/** Source text of a node. */
export function textOf(query: string, node: SyntaxNode): string {
  return query.slice(node.from, node.to);
}

/** The child of that name; the grammar guarantees it where this is used. */
export function requiredChild(node: SyntaxNode, name: string): SyntaxNode {
  const child = node.getChild(name);
  if (child === null) throw new Error(`the LogQL grammar has no ${name} in ${node.name}`);
  return child;
}

/** The text that a String node denotes. @throws LogQlError when its escapes are not Go's. */
export function stringOf(query: string, node: SyntaxNode): string {
  const text = unquoteGoString(textOf(query, node));
  if (text === undefined) throw errorAt(query, node.from, 'invalid string literal: only the escapes of Go are known');
  return text;
}

/** Error saying that a part of LogQL is not available here, at its place. */
export function unsupported(query: string, node: SyntaxNode, what: string): Error {
  return errorAt(query, node.from, `${what} is not supported by this store`);
}

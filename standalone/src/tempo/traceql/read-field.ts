import type { SyntaxNode } from '@lezer/common';
import { unquoteGoString } from '../../loki/logql/unquote-go-string.ts';
import { INTRINSICS, type AttributeScope, type Field, type Intrinsic } from './ast.ts';
import { errorAt } from './traceql-error.ts';

/** Names of intrinsics from before they had scopes. */
const OLD_NAMES: Readonly<Record<string, Intrinsic>> = {
  name: 'span:name',
  duration: 'span:duration',
  status: 'span:status',
  statusMessage: 'span:statusMessage',
  kind: 'span:kind',
  rootName: 'trace:rootName',
  rootServiceName: 'trace:rootService',
  traceDuration: 'trace:duration',
};
const SCOPES: Readonly<Record<string, AttributeScope>> = {
  Span: 'span',
  Resource: 'resource',
  Event: 'event',
  Link: 'link',
  Instrumentation: 'instrumentation',
};

/** An AttributeField or IntrinsicField node. @throws TraceQlError for fields that this store does not know */
export function readField(query: string, node: SyntaxNode): Field {
  const text = query.slice(node.from, node.to);
  if (node.name === 'IntrinsicField') {
    const name = toIntrinsic(text);
    if (name === undefined) throw errorAt(query, node.from, `${text} is not supported by this store`);
    return { kind: 'intrinsic', name };
  }
  const identifier = node.getChild('Identifier');
  const scopeNode = node.firstChild;
  if (identifier === null || scopeNode === null) throw new Error('the TraceQL grammar has an attribute without a name');
  const scope = scopeNode.name === 'Identifier' ? 'any' : SCOPES[scopeNode.name];
  if (scope === undefined)
    throw errorAt(query, node.from, `attributes of ${scopeNode.name.toLowerCase()} are not supported by this store`);
  return { kind: 'attribute', scope, name: readName(query.slice(identifier.from, identifier.to)) };
}

/** An intrinsic by either of its names; undefined when it is none. */
export function toIntrinsic(name: string): Intrinsic | undefined {
  return INTRINSICS.find((known) => known === name) ?? (Object.hasOwn(OLD_NAMES, name) ? OLD_NAMES[name] : undefined);
}

/** Parts of a name may be quoted: `span."a b".c`. */
function readName(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"/g, (quoted) => unquoteGoString(quoted) ?? quoted);
}

import { parser } from '@grafana/lezer-traceql';
import type { SyntaxNode } from '@lezer/common';
import type { TraceQuery } from './ast.ts';
import { readCount, readSelect } from './read-operation.ts';
import { operatorOf, readSpansets } from './read-spansets.ts';
import { errorAt } from './traceql-error.ts';

const MAX_QUERY_LENGTH = 131_072;

/**
 * Meaning of a TraceQL query of the form `{ … } >> { … } | count() > 0 | select(…) with (most_recent=true)`; results are
 * always the most recent.
 * @throws TraceQlError for a malformed query and for parts of TraceQL that this store does not offer
 */
export function parseTraceQl(query: string): TraceQuery {
  if (query.length > MAX_QUERY_LENGTH) throw errorAt('', 0, `the query is longer than ${MAX_QUERY_LENGTH} characters`);
  const { spansets, operations } = unwindPipes(query, parseSyntax(query).firstChild);
  const counts = operations.filter((operation) => operation.name === 'ScalarFilter');
  const selects = operations.filter((operation) => operation.name === 'SelectOperation');
  return {
    spansets: readSpansets(query, spansets),
    counts: counts.map((operation) => readCount(query, operation)),
    select: selects.flatMap((operation) => readSelect(query, operation)),
  };
}

function parseSyntax(query: string): SyntaxNode {
  const tree = parser.parse(query);
  let firstError: number | undefined;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) firstError ??= node.from;
      return firstError === undefined;
    },
  });
  if (firstError !== undefined) throw errorAt(query, firstError, describe(query.slice(firstError)));
  return tree.topNode;
}

function describe(rest: string): string {
  const [, word, sign] = /^\s*(?:([A-Za-z_][\w.:]*)|(\S))/.exec(rest) ?? [];
  if (word !== undefined) return `unknown identifier: ${word}`;
  return `syntax error: unexpected ${sign === undefined ? 'end of query' : `"${sign}"`}`;
}

interface Pipeline {
  /** What stands before the first `|`. */
  readonly spansets: SyntaxNode;
  readonly operations: readonly SyntaxNode[];
}

function unwindPipes(query: string, expression: SyntaxNode | null): Pipeline {
  const operations: SyntaxNode[] = [];
  let current = expression;
  while (current !== null && operatorOf(query, current) === '|') {
    operations.push(readOperation(query, current.getChildren('SpansetPipelineExpression').at(-1)));
    current = current.getChild('SpansetPipelineExpression');
  }
  if (current === null) throw errorAt(query, 0, 'the query must begin with { … }');
  return { spansets: current, operations: operations.reverse() };
}

function readOperation(query: string, expression: SyntaxNode | undefined): SyntaxNode {
  const operation = expression?.getChild('SpansetPipeline')?.firstChild;
  if (operation?.name === 'SelectOperation' || operation?.name === 'ScalarFilter') return operation;
  const [from, to] = [expression?.from ?? 0, expression?.to ?? 0];
  const text = query.slice(from, to);
  throw errorAt(query, from, `"| ${text}" is not supported by this store; only | select(…) and | count() are`);
}

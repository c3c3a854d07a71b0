import { parser } from '@grafana/lezer-traceql';
import type { SyntaxNode } from '@lezer/common';
import type { Field, TraceQuery } from './ast.ts';
import { readCondition } from './read-condition.ts';
import { readField } from './read-field.ts';
import { errorAt } from './traceql-error.ts';

const MAX_QUERY_LENGTH = 131_072;

/**
 * Meaning of a TraceQL query of the form `{ … } | select(…) with (most_recent=true)`; results are always the most recent.
 * @throws TraceQlError for a malformed query and for parts of TraceQL that this store does not offer
 */
export function parseTraceQl(query: string): TraceQuery {
  if (query.length > MAX_QUERY_LENGTH) throw errorAt('', 0, `the query is longer than ${MAX_QUERY_LENGTH} characters`);
  const root = parseSyntax(query);
  const [filter, ...operations] = layOut(query, root.firstChild);
  const spanset = filter?.getChild('SpansetFilter');
  if (spanset === null || spanset === undefined) throw errorAt(query, 0, 'the query must begin with { … }');
  const select = operations.flatMap((operation) => readSelect(query, operation));
  const condition = spanset.getChild('FieldExpression');
  return condition === null ? { select } : { condition: readCondition(query, condition), select };
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

/** The pipelines that `|` joins; anything else between spansets is refused. */
function layOut(query: string, expression: SyntaxNode | null): readonly SyntaxNode[] {
  const pipelines: SyntaxNode[] = [];
  let current = expression;
  while (current !== null) {
    const operator = operatorOf(current);
    const pipeline: SyntaxNode | null =
      operator === null
        ? current.getChild('SpansetPipeline')
        : (lastExpression(current)?.getChild('SpansetPipeline') ?? null);
    if (operator !== null && operator.name !== 'Pipe') {
      const text = query.slice(operator.from, operator.to);
      throw errorAt(query, operator.from, `the operator ${text} between spansets is not supported by this store`);
    }
    if (pipeline === null)
      throw errorAt(query, current.from, 'this combination of spansets is not supported by this store');
    pipelines.push(pipeline);
    current = operator === null ? null : current.getChild('SpansetPipelineExpression');
  }
  return pipelines.reverse();
}

function operatorOf(expression: SyntaxNode): SyntaxNode | null {
  return expression.getChild('SpansetPipelineExpression')?.nextSibling ?? null;
}

function lastExpression(expression: SyntaxNode): SyntaxNode | undefined {
  return expression.getChildren('SpansetPipelineExpression').at(-1);
}

function readSelect(query: string, pipeline: SyntaxNode): readonly Field[] {
  const operation = pipeline.firstChild;
  if (operation?.name !== 'SelectOperation') {
    const text = query.slice(pipeline.from, pipeline.to);
    throw errorAt(query, pipeline.from, `"| ${text}" is not supported by this store; only | select(…) is`);
  }
  const fields: Field[] = [];
  operation.cursor().iterate(({ name, node }) => {
    if (name === 'AttributeField' || name === 'IntrinsicField') fields.push(readField(query, node));
  });
  return fields;
}

import type { SyntaxNode } from '@lezer/common';
import type { LogExpression, Stage, TextMatcher } from './ast.ts';
import { matchesEmpty } from '../evaluate/compile-matcher.ts';
import { errorOf } from './logql-error.ts';
import { readMatcher } from './read-matcher.ts';
import { readStages, readUnwrap } from './read-stage.ts';
import { flattenList, requiredChild } from './syntax-tree.ts';

/** A LogExpr or LogRangeExpr node. @throws LogQlError also for a selector that would match every stream. */
export function readLogExpression(query: string, node: SyntaxNode): LogExpression {
  let content = node;
  for (let inner = node.getChild('LogExpr'); inner !== null; inner = inner.getChild('LogExpr')) content = inner;
  const matchers = readSelector(query, requiredChild(content, 'Selector'));
  if (matchers.every(matchesEmpty)) {
    throw errorOf('at least one matcher must exclude the empty value, such as {service_name=~".+"}');
  }
  return { kind: 'log', matchers, stages: [...readPipeline(query, content), ...readUnwrapped(query, content)] };
}

/** A Selector node. */
export function readSelector(query: string, node: SyntaxNode): readonly TextMatcher[] {
  return flattenList(requiredChild(node, 'Matchers'), 'Matchers').map((matcher) => readMatcher(query, matcher));
}

function readPipeline(query: string, node: SyntaxNode): readonly Stage[] {
  const pipeline = node.getChild('PipelineExpr');
  return pipeline === null ? [] : flattenList(pipeline, 'PipelineExpr').flatMap((stage) => readStages(query, stage));
}

function readUnwrapped(query: string, node: SyntaxNode): readonly Stage[] {
  const unwrap = node.getChild('UnwrapExpr');
  return unwrap === null ? [] : readUnwrap(query, unwrap);
}

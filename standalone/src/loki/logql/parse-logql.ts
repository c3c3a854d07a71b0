import type { Expression, TextMatcher } from './ast.ts';
import { errorAt } from './logql-error.ts';
import { readLogExpression, readSelector } from './read-log-expression.ts';
import { readMetricExpression } from './read-metric-expression.ts';
import { parseSyntax, requiredChild } from './syntax-tree.ts';

/** Longest query, in bytes of UTF-8: Loki's limit is 128 KiB, and it refuses a query of exactly that. */
export const MAX_QUERY_BYTES = 131_071;

/** Meaning of a LogQL query. @throws LogQlError for a malformed query and for parts of LogQL that this store does not offer. */
export function parseLogQl(query: string): Expression {
  checkLength(query);
  const expression = requiredChild(parseSyntax(query), 'Expr');
  const log = expression.getChild('LogExpr');
  if (log !== null) return readLogExpression(query, log);
  return readMetricExpression(query, requiredChild(expression, 'MetricExpr'));
}

/** Matchers of a stream selector alone; `{}` (and the empty text) matches every stream. @throws LogQlError for anything more. */
export function parseSelector(text: string): readonly TextMatcher[] {
  checkLength(text);
  if (/^\s*(\{\s*\})?\s*$/.test(text)) return [];
  const expression = requiredChild(parseSyntax(text), 'Expr');
  const log = expression.getChild('LogExpr');
  if (log?.firstChild?.name !== 'Selector' || log.firstChild.nextSibling !== null) {
    throw errorAt(text, 0, 'only a stream selector is possible here, such as {service_name="bot"}');
  }
  return readSelector(text, log.firstChild);
}

function checkLength(query: string): void {
  const sizeBytes = Buffer.byteLength(query);
  if (sizeBytes <= MAX_QUERY_BYTES) return;
  throw errorAt('', 0, `the query is too long (${sizeBytes} > ${MAX_QUERY_BYTES} bytes)`);
}

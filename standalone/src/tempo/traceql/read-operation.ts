import type { SyntaxNode } from '@lezer/common';
import { COMPARISON_OPERATORS, type CountFilter, type Field } from './ast.ts';
import { readField } from './read-field.ts';
import { errorAt } from './traceql-error.ts';

/** Fields of a SelectOperation node. @throws TraceQlError */
export function readSelect(query: string, operation: SyntaxNode): readonly Field[] {
  const fields: Field[] = [];
  operation.cursor().iterate(({ name, node }) => {
    if (name === 'AttributeField' || name === 'IntrinsicField') fields.push(readField(query, node));
  });
  return fields;
}

const COUNT = /^count\(\s*\)\s*(=|!=|>=?|<=?)\s*(\d{1,9})$/;

/** A ScalarFilter node of the form `count() > 2`. @throws TraceQlError for other aggregates */
export function readCount(query: string, operation: SyntaxNode): CountFilter {
  const text = query.slice(operation.from, operation.to);
  const [, operatorText, count] = COUNT.exec(text) ?? [];
  const operator = COMPARISON_OPERATORS.find((known) => known === operatorText);
  if (operator === undefined || operator === '=~' || operator === '!~') {
    throw errorAt(query, operation.from, `"| ${text}" is not supported by this store; of aggregates only | count() is`);
  }
  return { operator, count: Number(count) };
}

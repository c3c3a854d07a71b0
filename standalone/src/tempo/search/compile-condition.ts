import { compileAnchoredTest } from '../../loki/evaluate/compile-regex.ts';
import type { StoredSpan } from '../../store/span-reader.ts';
import type { ComparisonOperator, Condition, Field, Literal } from '../traceql/ast.ts';
import { Duration, fieldValues, Keyword, shortId, type FieldValue } from './field-values.ts';
import type { TraceSummary } from './trace-summary.ts';

/** Whether a span meets a condition. `trace` tells of its whole trace, for those conditions that ask. */
export type SpanTest = (stored: StoredSpan, trace: () => TraceSummary) => boolean;

const IDS = ['trace:id', 'span:id', 'span:parentID', 'link:traceID', 'link:spanID'];

/** Test of a condition; without one every span passes. Values of other types are never equal, and never different. */
export function compileCondition(condition: Condition | undefined): SpanTest {
  if (condition === undefined) return () => true;
  if (condition.kind === 'comparison') return compileComparison(condition.field, condition.operator, condition.literal);
  const left = compileCondition(condition.left);
  const right = compileCondition(condition.right);
  return condition.kind === 'and'
    ? (stored, trace) => left(stored, trace) && right(stored, trace)
    : (stored, trace) => left(stored, trace) || right(stored, trace);
}

/** Fields that a condition names, in its order. */
export function fieldsOf(condition: Condition | undefined): readonly Field[] {
  if (condition === undefined) return [];
  return condition.kind === 'comparison'
    ? [condition.field]
    : [...fieldsOf(condition.left), ...fieldsOf(condition.right)];
}

function compileComparison(field: Field, operator: ComparisonOperator, literal: Literal): SpanTest {
  if (literal.kind === 'nil') {
    return (stored, trace) => (fieldValues(field, stored, trace).length === 0) === (operator === '=');
  }
  const holds = compileValueTest(operator, toComparable(field, literal));
  return (stored, trace) => fieldValues(field, stored, trace).some(holds);
}

type Comparable = Exclude<Literal, { readonly kind: 'nil' }>;

function toComparable(field: Field, literal: Comparable): Comparable {
  const isId = field.kind === 'intrinsic' && IDS.includes(field.name);
  if (!isId || literal.kind !== 'string') return literal;
  return { kind: 'string', value: shortId(literal.value.toLowerCase()) };
}

function compileValueTest(operator: ComparisonOperator, literal: Comparable): (value: FieldValue) => boolean {
  if (operator === '=~' || operator === '!~') {
    const matches = compileAnchoredTest(String(literal.value));
    return (value) => typeof value === 'string' && matches(value) === (operator === '=~');
  }
  const accepts = ACCEPTED[operator];
  return (value) => {
    const order = orderOf(value, literal);
    return order !== undefined && accepts(order);
  };
}

/** Whether an operator accepts an order: negative where the left side comes first, 0 where both are equal. */
export const ACCEPTED: Readonly<Record<Exclude<ComparisonOperator, '=~' | '!~'>, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
};

/** Negative where the span's value comes before the literal; undefined when their types do not compare. */
function orderOf(value: FieldValue, literal: Comparable): number | undefined {
  switch (literal.kind) {
    case 'string':
      return typeof value === 'string' ? compare(value, literal.value) : undefined;
    case 'keyword':
      return value instanceof Keyword ? compare(value.name, literal.value) : undefined;
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint' ? compare(value, literal.value) : undefined;
    case 'duration':
      return value instanceof Duration ? compare(value.nanos, literal.value) : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? compare(value, literal.value) : undefined;
  }
}

function compare<T>(left: T, right: T | number): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

import type { ArithmeticOperator } from '../logql/ast.ts';
import { emptySeries, toLabelKey, type Series } from './series.ts';

/** Value of a metric expression: one number for all instants, or series. */
export type Operand =
  { readonly kind: 'scalar'; readonly value: number } | { readonly kind: 'series'; readonly series: readonly Series[] };

const OPERATIONS: Readonly<Record<ArithmeticOperator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '^': (left, right) => left ** right,
};

/** Arithmetic of two operands. Two sets of series meet where all labels are equal; the rest has no partner and goes. */
export function combineOperands(operator: ArithmeticOperator, left: Operand, right: Operand): Operand {
  const operation = OPERATIONS[operator];
  if (left.kind === 'scalar') {
    if (right.kind === 'scalar') return { kind: 'scalar', value: operation(left.value, right.value) };
    return mapSeries(right.series, (value) => operation(left.value, value));
  }
  if (right.kind === 'scalar') return mapSeries(left.series, (value) => operation(value, right.value));
  const partners = new Map(right.series.map((series) => [toLabelKey(series.labels), series]));
  const series = left.series.flatMap((one) => {
    const partner = partners.get(toLabelKey(one.labels));
    return partner === undefined ? [] : [joinSeries(one, partner, operation)];
  });
  return { kind: 'series', series };
}

function mapSeries(series: readonly Series[], map: (value: number) => number): Operand {
  return { kind: 'series', series: series.map((one) => ({ ...one, values: one.values.map(map) })) };
}

function joinSeries(left: Series, right: Series, operation: (left: number, right: number) => number): Series {
  const result = emptySeries(left.labels, left.values.length);
  left.values.forEach((value, at) => {
    if (left.present[at] !== 1 || right.present[at] !== 1) return;
    result.values[at] = operation(value, right.values[at] ?? NaN);
    result.present[at] = 1;
  });
  return result;
}

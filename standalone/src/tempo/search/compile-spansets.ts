import type { StoredSpan } from '../../store/span-reader.ts';
import type { Condition, Field, SpansetExpression, StructuralOperator } from '../traceql/ast.ts';
import { compileCondition, fieldsOf, type SpanTest } from './compile-condition.ts';
import type { TraceSummary } from './trace-summary.ts';

/** A whole trace. */
export interface WholeTrace {
  readonly spans: readonly StoredSpan[];
  readonly summary: TraceSummary;
}

/** Spans that were found, each with the fields of the conditions that it meets. */
export type Spanset = ReadonlyMap<StoredSpan, readonly Field[]>;

/** Finds the spans of a trace that an expression asks for. */
export type SpansetFinder = (trace: WholeTrace) => Spanset;

/** Finder of an expression. */
export function compileSpansets(expression: SpansetExpression): SpansetFinder {
  if (expression.kind === 'filter') return compileFilter(expression.condition);
  const left = compileSpansets(expression.left);
  const right = compileSpansets(expression.right);
  switch (expression.kind) {
    case 'or':
      return (trace) => unite(left(trace), right(trace));
    case 'and':
      return (trace) => joinBoth(left(trace), right(trace));
    default:
      return compileStructure(expression.kind, left, right);
  }
}

/** Conditions of all filters of an expression; undefined for a filter that takes every span. */
export function conditionsOf(expression: SpansetExpression): readonly (Condition | undefined)[] {
  if (expression.kind === 'filter') return [expression.condition];
  return [...conditionsOf(expression.left), ...conditionsOf(expression.right)];
}

function compileFilter(condition: Condition | undefined): SpansetFinder {
  const test: SpanTest = compileCondition(condition);
  const fields = fieldsOf(condition);
  return ({ spans, summary }) =>
    new Map(spans.filter((span) => test(span, () => summary)).map((span) => [span, fields] as const));
}

function unite(left: Spanset, right: Spanset): Spanset {
  const both = new Map(left);
  for (const [span, fields] of right) both.set(span, [...(left.get(span) ?? []), ...fields]);
  return both;
}

function joinBoth(left: Spanset, right: Spanset): Spanset {
  return left.size === 0 || right.size === 0 ? new Map() : unite(left, right);
}

function compileStructure(operator: StructuralOperator, left: SpansetFinder, right: SpansetFinder): SpansetFinder {
  return (trace) => {
    const parents = toParents(trace.spans);
    const lefts = left(trace);
    const stands = relationTo([...lefts.keys()], operator, parents);
    return new Map([...right(trace)].filter(([span]) => stands(span)));
  };
}

type Parents = ReadonlyMap<StoredSpan, StoredSpan>;

function toParents(spans: readonly StoredSpan[]): Parents {
  const byId = new Map(spans.map((stored) => [stored.span.spanId, stored] as const));
  return new Map(
    spans.flatMap((stored) => {
      const parent = stored.span.parentSpanId === '' ? undefined : byId.get(stored.span.parentSpanId);
      return parent === undefined ? [] : [[stored, parent] as const];
    }),
  );
}

/** Whether a span is a descendant, child, ancestor or parent of one of some spans. */
function relationTo(
  lefts: readonly StoredSpan[],
  operator: StructuralOperator,
  parents: Parents,
): (span: StoredSpan) => boolean {
  const known = new Set<StoredSpan | undefined>(lefts);
  switch (operator) {
    case '>>':
      return (span) => ancestorsOf(span, parents).some((ancestor) => known.has(ancestor));
    case '>':
      return (span) => known.has(parents.get(span));
    case '<<': {
      const ancestors = new Set(lefts.flatMap((span) => ancestorsOf(span, parents)));
      return (span) => ancestors.has(span);
    }
    case '<': {
      const direct = new Set(lefts.map((span) => parents.get(span)));
      return (span) => direct.has(span);
    }
  }
}

/** Nearest first. A sender may have made a circle: each comes once. */
function ancestorsOf(span: StoredSpan, parents: Parents): readonly StoredSpan[] {
  const ancestors = new Set<StoredSpan>();
  for (let next = parents.get(span); next !== undefined && !ancestors.has(next); next = parents.get(next)) {
    ancestors.add(next);
  }
  return [...ancestors];
}

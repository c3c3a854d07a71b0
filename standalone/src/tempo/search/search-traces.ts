import type { QueryBudget } from '../../loki/evaluate/query-budget.ts';
import type { SpanReader, StoredSpan } from '../../store/span-reader.ts';
import type { Condition, CountFilter, Field, TraceQuery } from '../traceql/ast.ts';
import { ACCEPTED, compileCondition, fieldsOf } from './compile-condition.ts';
import { compileSpansets, conditionsOf, type WholeTrace } from './compile-spansets.ts';
import { summarizeTrace, type TraceSummary } from './trace-summary.ts';

/** A range of span starts. */
export interface SpanRange {
  readonly startUnixNano: bigint;
  readonly endUnixNano: bigint;
}

/** A span that a search found, with the fields of the conditions that it meets. */
export interface FoundSpan {
  readonly stored: StoredSpan;
  readonly fields: readonly Field[];
}

/** A trace that a search found. */
export interface FoundTrace {
  readonly traceId: string;
  readonly summary: TraceSummary;
  /** In order of start. */
  readonly matched: readonly FoundSpan[];
}

/** The most recent traces of which a matching span started in the range, newest first; at most `limit`. */
export function searchTraces(
  reader: SpanReader,
  query: Pick<TraceQuery, 'spansets' | 'counts'>,
  range: SpanRange,
  limit: number,
  budget: QueryBudget,
): readonly FoundTrace[] {
  const isCandidate = compileCandidate(conditionsOf(query.spansets));
  const find = compileSpansets(query.spansets);
  const seen = new Set<string>();
  const found: FoundTrace[] = [];
  for (const stored of reader.scan({ ...range, direction: 'backward' })) {
    budget.spend();
    const { traceId } = stored.span;
    if (seen.has(traceId) || !isCandidate(stored)) continue;
    seen.add(traceId);
    const trace = readTrace(reader, traceId);
    const spanset = find(trace);
    const matched = trace.spans.flatMap((span) => {
      const fields = spanset.get(span);
      return fields === undefined ? [] : [{ stored: span, fields }];
    });
    if (matched.length === 0 || !query.counts.every((filter) => holdsFor(filter, matched.length))) continue;
    found.push({ traceId, summary: trace.summary, matched });
    if (found.length >= limit) break;
  }
  return found.sort((left, right) => (left.summary.startUnixNano < right.summary.startUnixNano ? 1 : -1));
}

function holdsFor({ operator, count }: CountFilter, matched: number): boolean {
  return ACCEPTED[operator](matched - count);
}

/** Whether a span can belong to a trace that is looked for: where one filter takes it, or asks for the whole trace. */
function compileCandidate(conditions: readonly (Condition | undefined)[]): (stored: StoredSpan) => boolean {
  const asksTrace = conditions
    .flatMap(fieldsOf)
    .some((field) => field.kind === 'intrinsic' && field.name.startsWith('trace:'));
  if (asksTrace) return () => true;
  const tests = conditions.map(compileCondition);
  return (stored) => tests.some((test) => test(stored, noTrace));
}

/** Spans that meet a condition and started in the range. */
export function* searchSpans(
  reader: SpanReader,
  condition: Condition | undefined,
  range: SpanRange,
  budget: QueryBudget,
): Generator<{ readonly stored: StoredSpan; readonly trace: () => TraceSummary }> {
  const test = compileCondition(condition);
  for (const stored of reader.scan({ ...range, direction: 'backward' })) {
    budget.spend();
    const trace = (): TraceSummary => readTrace(reader, stored.span.traceId).summary;
    if (test(stored, trace)) yield { stored, trace };
  }
}

function readTrace(reader: SpanReader, traceId: string): WholeTrace {
  const spans = reader.traceById(traceId);
  return { spans, summary: summarizeTrace(spans) };
}

function noTrace(): TraceSummary {
  throw new Error('the condition asks for no part of the trace');
}

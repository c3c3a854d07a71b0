import type { QueryBudget } from '../../loki/evaluate/query-budget.ts';
import type { SpanReader, StoredSpan } from '../../store/span-reader.ts';
import type { Condition } from '../traceql/ast.ts';
import { compileCondition, fieldsOf } from './compile-condition.ts';
import { summarizeTrace, type TraceSummary } from './trace-summary.ts';

/** A range of span starts. */
export interface SpanRange {
  readonly startUnixNano: bigint;
  readonly endUnixNano: bigint;
}

/** A trace that a search found. */
export interface FoundTrace {
  readonly traceId: string;
  readonly summary: TraceSummary;
  /** Spans that meet the condition, in order of start. */
  readonly matched: readonly StoredSpan[];
}

/** The most recent traces with a matching span that started in the range, newest first; at most `limit`. */
export function searchTraces(
  reader: SpanReader,
  condition: Condition | undefined,
  range: SpanRange,
  limit: number,
  budget: QueryBudget,
): readonly FoundTrace[] {
  const test = compileCondition(condition);
  const asksTrace = fieldsOf(condition).some((field) => field.kind === 'intrinsic' && field.name.startsWith('trace:'));
  const seen = new Set<string>();
  const found: FoundTrace[] = [];
  for (const stored of reader.scan({ ...range, direction: 'backward' })) {
    budget.spend();
    const { traceId } = stored.span;
    if (seen.has(traceId) || (!asksTrace && !test(stored, noTrace))) continue;
    seen.add(traceId);
    const trace = readTrace(reader, traceId);
    const matched = trace.spans.filter((span) => test(span, () => trace.summary));
    if (matched.length > 0) found.push({ traceId, summary: trace.summary, matched });
    if (found.length >= limit) break;
  }
  return found.sort((left, right) => (left.summary.startUnixNano < right.summary.startUnixNano ? 1 : -1));
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

function readTrace(reader: SpanReader, traceId: string) {
  const spans = reader.traceById(traceId);
  return { spans, summary: summarizeTrace(spans) };
}

function noTrace(): TraceSummary {
  throw new Error('the condition asks for no part of the trace');
}

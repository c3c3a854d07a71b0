import { RequestFailure } from '../../lib/backend.ts';

/** What is known of a turn's trace. */
export type TraceState = 'stored' | 'absent' | 'unreachable';

/** Tempo before 3 answers 404 where later ones answer an empty trace. */
export function toTraceState(answer: unknown, error: unknown): TraceState | undefined {
  if (error instanceof RequestFailure && error.answer.status === 404) return 'absent';
  if (error !== undefined) return 'unreachable';
  if (answer === undefined) return undefined;
  return hasSpans(answer) ? 'stored' : 'absent';
}

function hasSpans(answer: unknown): boolean {
  const { trace } = (answer ?? {}) as { trace?: unknown };
  const { resourceSpans, batches } = (trace ?? {}) as { resourceSpans?: unknown; batches?: unknown };
  return [resourceSpans, batches].some((list) => Array.isArray(list) && list.length > 0);
}

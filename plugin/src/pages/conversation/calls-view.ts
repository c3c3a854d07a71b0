import type { StepCallDetail } from '@botscope/records';

/** What the calls of a step came to, in words. */
export interface CallSummary {
  /** Empty without calls. */
  readonly text: string;
  /** The same in few words, for a narrow column. */
  readonly short: string;
  readonly hasFailed: boolean;
}

/** `HTTP 200` for one call that succeeded, `3 calls` for several, `1 of 3 calls failed (HTTP 500)`. */
export function toCallSummary(calls: readonly StepCallDetail[]): CallSummary {
  const [only] = calls;
  const failed = calls.filter((call) => call.failed);
  const [first] = failed;
  if (only === undefined) return { text: '', short: '', hasFailed: false };
  if (!first) {
    const text = calls.length === 1 ? toOutcomeText(only) : countCalls(calls.length);
    return { text, short: text, hasFailed: false };
  }
  const outcome = toOutcomeText(first);
  return {
    text: `${failed.length} of ${countCalls(calls.length)} failed (${outcome})`,
    short: calls.length === 1 ? outcome : `${failed.length} of ${calls.length}: ${outcome}`,
    hasFailed: true,
  };
}

/** How one call ended: `HTTP 500`, or the transport error where no answer came. */
export function toOutcomeText({ status, errorType }: Pick<StepCallDetail, 'status' | 'errorType'>): string {
  if (status !== undefined) return `HTTP ${status}`;
  return errorType ?? 'no answer';
}

function countCalls(count: number): string {
  return count === 1 ? '1 call' : `${count} calls`;
}

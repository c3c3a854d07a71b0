import type { StepCallDetail } from '@botscope/records';

/** What the calls of a step came to, in words. */
export interface CallSummary {
  /** Empty without calls. */
  readonly text: string;
  readonly hasFailed: boolean;
}

/** `200` for one call that succeeded, `3 calls` for several, `1 of 3 calls failed (HTTP 500)`. */
export function toCallSummary(calls: readonly StepCallDetail[]): CallSummary {
  const failed = calls.filter((call) => call.failed);
  const [first] = failed;
  if (first) {
    return {
      text: `${failed.length} of ${countCalls(calls.length)} failed (${toOutcomeText(first)})`,
      hasFailed: true,
    };
  }
  const [only] = calls;
  if (only === undefined) return { text: '', hasFailed: false };
  return { text: calls.length === 1 ? toOutcomeText(only) : countCalls(calls.length), hasFailed: false };
}

/** How one call ended: `HTTP 500`, or the transport error where no answer came. */
export function toOutcomeText({ status, errorType }: Pick<StepCallDetail, 'status' | 'errorType'>): string {
  if (status !== undefined) return `HTTP ${status}`;
  return errorType ?? 'no answer';
}

function countCalls(count: number): string {
  return count === 1 ? '1 call' : `${count} calls`;
}

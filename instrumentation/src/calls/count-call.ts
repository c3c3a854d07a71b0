import type { StepCall } from '@botscope/conventions';
import type { ActiveScope } from '../core/active-scope.ts';

const FIRST_ERROR_STATUS = 400;

/** `error.type` of a call: the failure's, or the status from 400 on; undefined for a success. */
export function toCallErrorType(status: number | undefined, failureType: string | undefined): string | undefined {
  if (failureType !== undefined) return failureType;
  return status !== undefined && status >= FIRST_ERROR_STATUS ? String(status) : undefined;
}

/** Adds a call to the counts of its turn and the list of its step. */
export function countCall(scope: ActiveScope | undefined, call: StepCall): void {
  if (scope === undefined) return;
  scope.step?.calls.push(call);
  scope.turn.apiCallCount++;
  if (call.errorType !== undefined) scope.turn.apiErrorCount++;
}

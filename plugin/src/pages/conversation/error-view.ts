import { explainStepFailure, type Explanation, type Step } from '@botscope/records';

/** An error as a step's detail shows it. Texts are untrusted. */
export interface ErrorView {
  readonly type: string;
  readonly message: string;
  /** What such an error means. */
  readonly explanation?: Explanation;
  readonly stack?: string;
}

/** Why a step failed, from its own record and from what its script threw. */
export function toErrorView(step: Step): ErrorView {
  const exception = step.scriptExceptions[0];
  const stack = step.error?.stack ?? exception?.body?.stack;
  const explanation = explainStepFailure(step);
  return {
    type: step.error?.type ?? exception?.exceptionType ?? exception?.errorType ?? 'error',
    message: step.error?.message ?? exception?.exceptionMessage ?? '',
    ...(explanation === undefined ? {} : { explanation }),
    ...(stack === undefined ? {} : { stack }),
  };
}

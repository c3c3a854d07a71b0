import { context, type Context } from '@opentelemetry/api';
import type { ActiveScope } from './active-scope.ts';
import { guard, type Kernel } from './kernel.ts';

/** How a piece of the bot's work ended. */
export type Completion = { readonly value: unknown } | { readonly thrown: unknown };

/**
 * Runs the bot's own function within a scope and completes its record afterwards. The function's result, or what it
 * throws, passes through unchanged; a promise is completed when it settles.
 */
export function runRecorded<Subject, Result>(
  kernel: Kernel,
  scope: ActiveScope,
  subject: Subject,
  run: (subject: Subject) => Result,
  complete: (completion: Completion) => void,
): Result {
  const finish = (completion: Completion): void => void guard(kernel, 'complete', () => complete(completion));
  let result: Result;
  try {
    result = kernel.scopes.run(scope, runWithin, scope.context, run, subject);
  } catch (thrown) {
    finish({ thrown });
    throw thrown;
  }
  if (!isPromise(result)) {
    finish({ value: result });
    return result;
  }
  return result.then(
    (value: unknown) => {
      finish({ value });
      return value;
    },
    (thrown: unknown) => {
      finish({ thrown });
      throw thrown;
    },
  ) as Result;
}

/** Entering the context that is active already would only cost time. */
function runWithin<Subject, Result>(within: Context, run: (subject: Subject) => Result, subject: Subject): Result {
  return within === context.active() ? run(subject) : context.with(within, run, undefined, subject);
}

/** Asking a hostile object for its `then` may throw; such a one is no promise. */
function isPromise(value: unknown): value is PromiseLike<unknown> {
  try {
    return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
  } catch {
    return false;
  }
}

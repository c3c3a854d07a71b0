import type { ActiveScope } from './active-scope.ts';
import type { Completion } from './completion.ts';
import { guard, type Kernel } from './kernel.ts';
import { OpenEnd } from './open-end.ts';
import { isGenerator, recordGenerator } from './record-generator.ts';
import { runWithin } from './run-within.ts';

/**
 * Runs the bot's own function within a scope and completes its record afterwards. The function's result, or what it
 * throws, passes through unchanged; a promise is completed when it settles, a generator when it ends.
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
    result = runWithin(kernel, scope, run, subject);
  } catch (thrown) {
    finish({ thrown });
    throw thrown;
  }
  if (!isPromise(result)) {
    if (isGenerator(result)) return runGenerator(kernel, scope, result, finish) as Result;
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

function runGenerator(
  kernel: Kernel,
  scope: ActiveScope,
  generator: Generator | AsyncGenerator,
  finish: (completion: Completion) => void,
): Generator | AsyncGenerator {
  const run = <Result>(part: () => Result): Result => runWithin(kernel, scope, part, undefined);
  let isOpen = true;
  const finishOnce = (completion: Completion): void => {
    if (!isOpen) return;
    isOpen = false;
    open.done();
    finish(completion);
  };
  const open = new OpenEnd(kernel, () => finishOnce({ value: undefined }));
  return recordGenerator(generator, { within: run, onActivity: () => open.touch(), finish: finishOnce });
}

/** Asking a hostile object for its `then` may throw; such a one is no promise. */
function isPromise(value: unknown): value is PromiseLike<unknown> {
  try {
    return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
  } catch {
    return false;
  }
}

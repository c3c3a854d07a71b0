import type { ActiveScope } from './active-scope.ts';
import type { Completion } from './completion.ts';
import type { Kernel } from './kernel.ts';
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
  recorder: Subject & Completable,
  run: (subject: Subject) => Result,
): Result {
  let result: Result;
  try {
    result = runWithin<Subject, Result>(kernel, scope, run, recorder);
  } catch (thrown) {
    complete(kernel, recorder, { thrown });
    throw thrown;
  }
  if (isPromise(result)) return followPromise(kernel, result, recorder) as Result;
  if (isGenerator(result)) return runGenerator(kernel, scope, result, recorder) as Result;
  complete(kernel, recorder, { value: result });
  return result;
}

/** What the end of the bot's function is told to. */
interface Completable {
  complete(completion: Completion): void;
}

/** No closure: most steps end in the same call. */
function complete(kernel: Kernel, recorder: Completable, completion: Completion): void {
  try {
    recorder.complete(completion);
  } catch (error) {
    kernel.reportFault('complete', error);
  }
}

function followPromise(kernel: Kernel, promise: PromiseLike<unknown>, recorder: Completable): PromiseLike<unknown> {
  return promise.then(
    (value: unknown) => {
      complete(kernel, recorder, { value });
      return value;
    },
    (thrown: unknown) => {
      complete(kernel, recorder, { thrown });
      throw thrown;
    },
  );
}

function runGenerator(
  kernel: Kernel,
  scope: ActiveScope,
  generator: Generator | AsyncGenerator,
  recorder: Completable,
): Generator | AsyncGenerator {
  const run = <Result>(part: () => Result): Result => runWithin(kernel, scope, part, undefined);
  let isOpen = true;
  const finishOnce = (completion: Completion): void => {
    if (!isOpen) return;
    isOpen = false;
    open.done();
    complete(kernel, recorder, completion);
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

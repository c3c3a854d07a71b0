import type { Completion } from './completion.ts';

/** A generator of either kind. */
type AnyGenerator = Generator | AsyncGenerator;

/** How a generator is run, and what is told of it. */
export interface GeneratorPlace {
  /** Runs a part of the generator where it belongs. */
  readonly within: <Result>(run: () => Result) => Result;
  /** Told at every part that ran. */
  readonly onActivity: () => void;
  /** Called once, when it has ended or the bot left it. */
  readonly finish: (completion: Completion) => void;
}

const MOST_YIELDED = 100;

/** Whether a value is what a generator function returns. Asking a hostile object may throw; such a one is none. */
export function isGenerator(value: unknown): value is AnyGenerator {
  try {
    const tag = (value as { [Symbol.toStringTag]?: unknown } | null | undefined)?.[Symbol.toStringTag];
    return tag === 'Generator' || tag === 'AsyncGenerator';
  } catch {
    return false;
  }
}

/**
 * The same generator, each part of which runs in a scope, and whose end completes a record: with what it returns, else with
 * the first of what it yielded.
 */
export function recordGenerator(generator: AnyGenerator, place: GeneratorPlace): AnyGenerator {
  const { within, onActivity, finish } = place;
  const yielded: unknown[] = [];
  const observe = (result: IteratorResult<unknown, unknown>): IteratorResult<unknown, unknown> => {
    if (result.done) finish(result.value === undefined ? { value: yielded, isYielded: true } : { value: result.value });
    else if (yielded.length < MOST_YIELDED) yielded.push(result.value);
    return result;
  };
  const fail = (thrown: unknown): never => {
    finish({ thrown });
    throw thrown;
  };
  const part =
    (method: 'next' | 'return' | 'throw') =>
    (...args: [unknown]): unknown => {
      onActivity();
      let result: IteratorResult<unknown, unknown> | Promise<IteratorResult<unknown, unknown>>;
      try {
        result = within(() => generator[method](...args) as typeof result);
      } catch (thrown) {
        return fail(thrown);
      }
      return result instanceof Promise ? result.then(observe, fail) : observe(result);
    };
  const members = { next: part('next'), return: part('return'), throw: part('throw') };
  return Object.assign(Object.create(Object.getPrototypeOf(generator) as object) as AnyGenerator, members);
}

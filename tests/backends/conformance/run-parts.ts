/** What a part has counted. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** A part of the programme. */
export interface Part {
  readonly name: string;
  readonly run: () => Promise<Count>;
}

/** Counts what holds, and prints what does not. */
export interface Tally {
  /** `problem` is undefined when it holds. */
  check(name: string, problem: string | undefined): void;
  count(): Count;
}

const SHOWN_PROBLEMS = 15;

/** An empty tally. Of very many problems it prints the first. */
export function createTally(): Tally {
  let [passed, failed] = [0, 0];
  return {
    check: (name, problem) => {
      if (problem === undefined) passed++;
      else if (failed++ < SHOWN_PROBLEMS) console.log(`FAILED ${name}: ${problem.replaceAll('\n', '\n    ')}`);
    },
    count: () => ({ passed, failed }),
  };
}

/** Runs parts one after another and prints a line for each. */
export async function runParts(parts: readonly Part[]): Promise<Count> {
  const total = { passed: 0, failed: 0 };
  for (const { name, run } of parts) {
    const started = performance.now();
    const { passed, failed } = await run();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${failed === 0 ? 'passed' : 'FAILED'} ${name}: ${passed} alike, ${failed} not (${seconds} s)`);
    total.passed += passed;
    total.failed += failed;
  }
  return total;
}

/** Calls `work` for each item, so many at a time. */
export async function forEachAtOnce<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const worker = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

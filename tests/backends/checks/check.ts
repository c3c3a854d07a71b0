import { AssertionError } from 'node:assert';

/** One thing that must hold. It fails by throwing. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** How many held. */
export interface CheckCount {
  readonly passed: number;
  readonly failed: number;
}

function toText(error: unknown): string {
  return error instanceof AssertionError || error instanceof Error ? error.message : String(error);
}

/** Runs checks one after another and prints a line for each. */
export async function runChecks(checks: readonly Check[]): Promise<CheckCount> {
  let passed = 0;
  for (const { name, run } of checks) {
    const started = Date.now();
    const failure = await run().then(
      () => undefined,
      (error: unknown) => toText(error),
    );
    if (failure === undefined) passed++;
    console.log(`${failure === undefined ? 'passed' : 'FAILED'} ${name} (${Date.now() - started} ms)`);
    if (failure !== undefined) console.log(`  ${failure.slice(0, 2000).replaceAll('\n', '\n  ')}`);
  }
  return { passed, failed: checks.length - passed };
}

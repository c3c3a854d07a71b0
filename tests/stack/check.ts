import { runChecks } from '../backends/checks/check.ts';
import { LIFE_CHECKS } from './life-checks.ts';
import { runBrowserTests, type TestCount } from './run-browser-tests.ts';
import { startStack } from './start-stack.ts';
import { withProduct } from './with-product.ts';

function checkPages(args: readonly string[]): Promise<TestCount> {
  return withProduct(startStack, async (stack) => {
    console.log(stack.output());
    // One worker: two browsers beside all these servers gain no time on two cores, and every page gets slower.
    return runBrowserTests(stack, ['--workers=1', ...args]);
  });
}

function describeFailedStart(error: unknown): TestCount {
  console.log(`FAILED the stack does not start\n  ${error instanceof Error ? error.message : String(error)}`);
  return { passed: 0, failed: 1 };
}

/**
 * `npm run check:stack`: the browser tests as they are, on the stack, and its life: restarts, ends, bad starts. Ends
 * with "N passed, N failed". Arguments are Playwright's.
 */
const counts = [await checkPages(process.argv.slice(2)).catch(describeFailedStart), await runChecks(LIFE_CHECKS)];
const sum = (name: keyof TestCount) => counts.reduce((total, count) => total + count[name], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 ? 0 : 1);

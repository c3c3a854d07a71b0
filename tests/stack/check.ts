import { runBrowserTests, type TestCount } from './run-browser-tests.ts';
import { startStack } from './start-stack.ts';
import { withProduct } from './with-product.ts';

/**
 * `npm run check:stack`: the browser tests as they are, on the stack; ends with "N passed, N failed". Arguments are
 * Playwright's.
 */
function checkStack(args: readonly string[]): Promise<TestCount> {
  return withProduct(startStack, async (stack) => {
    console.log(stack.output());
    // One worker: two browsers beside all these servers gain no time on two cores, and every page gets slower.
    return runBrowserTests(stack, ['--workers=1', ...args]);
  });
}

const { passed, failed } = await checkStack(process.argv.slice(2)).catch((error: unknown) => {
  console.log(`FAILED the stack does not start\n  ${error instanceof Error ? error.message : String(error)}`);
  return { passed: 0, failed: 1 };
});
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

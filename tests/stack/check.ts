import { rmSync } from 'node:fs';
import type { Product } from '../product/start-product.ts';
import { runBrowserTests, type TestCount } from './run-browser-tests.ts';
import { startStack } from './start-stack.ts';

/**
 * `npm run check:stack`: the browser tests as they are, on the stack; ends with "N passed, N failed". Arguments are
 * Playwright's.
 */
async function main(args: readonly string[]): Promise<TestCount> {
  const stack = await startStack();
  console.log(stack.output());
  try {
    // One worker: two browsers beside all these servers gain no time on two cores, and every page gets slower.
    return await runBrowserTests(stack, ['--workers=1', ...args]);
  } finally {
    await end(stack);
  }
}

async function end(stack: Product): Promise<void> {
  await stack.stop();
  rmSync(stack.dataDirectory, { recursive: true, force: true });
}

const { passed, failed } = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.log(`FAILED the stack does not start\n  ${error instanceof Error ? error.message : String(error)}`);
  return { passed: 0, failed: 1 };
});
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

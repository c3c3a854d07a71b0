import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countPlaywright, countStage } from '../../scripts/count-tests.mjs';
import { binOf, root } from '../../scripts/prepare.mjs';
import { runToEnd } from '../../scripts/run-program.mjs';
import { PRODUCT_VARIABLE } from '../browser/start-for-all.ts';
import type { Product } from '../product/start-product.ts';

/** How many tests held. */
export interface TestCount {
  readonly passed: number;
  readonly failed: number;
}

const SETTINGS = 'tests/browser/playwright.config.ts';

/** Runs the browser tests as they are on a product that runs; `args` are Playwright's own. */
export async function runBrowserTests(
  { urls, dataDirectory }: Pick<Product, 'urls' | 'dataDirectory'>,
  args: readonly string[],
): Promise<TestCount> {
  const directory = mkdtempSync(join(tmpdir(), 'botscope-report-'));
  const report = join(directory, 'report.json');
  const playwright = binOf('@playwright/test', 'playwright');
  const command = ['--conditions=@botscope/source', playwright, 'test', '-c', SETTINGS, ...args];
  const env = {
    ...process.env,
    [PRODUCT_VARIABLE]: JSON.stringify({ urls, dataDirectory }),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  };
  try {
    const ended = await runToEnd(process.execPath, command, { cwd: root, env }).then(
      () => true,
      () => false,
    );
    return countStage(ended, countPlaywright(report));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

import { defineConfig } from '@playwright/test';
import { PAGE_SETTINGS, readLaunchOptions } from './launch-options.ts';
import type { ProductOptions } from './product.ts';

const root = new URL('../../', import.meta.url).pathname;

/**
 * `*.spec.ts` run as Admin; `*.viewer.spec.ts` and `*.editor.spec.ts` as those. A spec may ask for another role itself by
 * `test.use({ role })`.
 */
export default defineConfig<ProductOptions>({
  testDir: '.',
  outputDir: `${root}.cache/test-results/browser`,
  globalSetup: './start-for-all.ts',
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // Limits for a machine that is busy with something else: no test waits for one of them to pass.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE === undefined ? [['list']] : [['list'], ['json']],
  use: {
    ...PAGE_SETTINGS,
    viewport: { width: 1440, height: 900 },
    colorScheme: 'dark',
    launchOptions: await readLaunchOptions(),
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'Admin', testIgnore: /\.(viewer|editor)\.spec\.ts$/, use: { role: 'Admin' } },
    { name: 'Editor', testMatch: /\.editor\.spec\.ts$/, use: { role: 'Editor' } },
    { name: 'Viewer', testMatch: /\.viewer\.spec\.ts$/, use: { role: 'Viewer' } },
  ],
});

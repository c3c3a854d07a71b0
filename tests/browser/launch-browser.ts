import { chromium, type Browser } from 'playwright-core';
import { readLaunchOptions } from './launch-options.ts';

/** Launches the browser outside of Playwright's test runner. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(await readLaunchOptions());
}

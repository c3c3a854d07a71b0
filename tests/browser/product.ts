import { test as base, type Page } from '@playwright/test';
import type { Role } from '@botscope/conventions';
import type { ProductUrls } from '../product/start-product.ts';
import { logIn } from './log-in.ts';
import { PRODUCT_VARIABLE } from './start-for-all.ts';

/** Settings of a project. */
export interface ProductOptions {
  /** Who is logged in. */
  readonly role: Role;
}

/** What tests of the running product get. */
export interface ProductFixtures {
  readonly urls: ProductUrls;
  /** Where mails, keys and records of the running product are. */
  readonly dataDirectory: string;
  /** What the page's console said, as "type: text"; a test that ends with an error or a warning in it fails. */
  readonly consoleLines: string[];
}

/** The running product, as `start-for-all.ts` left it. */
export function readProduct(): { readonly urls: ProductUrls; readonly dataDirectory: string } {
  const json = process.env[PRODUCT_VARIABLE];
  if (json === undefined) throw new Error('No product runs: start the tests with tests/browser/playwright.config.ts');
  return JSON.parse(json) as { urls: ProductUrls; dataDirectory: string };
}

/** Playwright's `test` with the running product, somebody logged in, and a page whose console must stay clean. */
export const test = base.extend<ProductFixtures & ProductOptions>({
  role: ['Admin', { option: true }],
  urls: async ({ browserName: _ }, use) => use(readProduct().urls),
  dataDirectory: async ({ browserName: _ }, use) => use(readProduct().dataDirectory),
  baseURL: async ({ browserName: _ }, use) => use(readProduct().urls.ui),
  context: async ({ context, urls, role }, use) => {
    await logIn(context, urls.ui, role);
    await use(context);
  },
  consoleLines: async ({ browserName: _ }, use) => use([]),
  page: async ({ page, consoleLines }, use) => {
    listen(page, consoleLines);
    await use(page);
    const bad = consoleLines.filter((line) => /^(error|warning|exception):/.test(line) && !OF_AXE.test(line));
    if (bad.length > 0) throw new Error(`The page's console is not clean:\n${bad.join('\n')}`);
  },
});

/** SystemJS remarks that axe registers itself under a name. */
const OF_AXE = /SystemJS Error#W6/;

function listen(page: Page, lines: string[]): void {
  page.on('console', (message) => void lines.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => void lines.push(`exception: ${error.message}`));
}

export { expect } from '@playwright/test';

// node --conditions=@botscope/source tests/browser/screenshot.ts <url> <file.png> [--width 1440] [--height 900]
//   [--theme dark] [--role Admin] [--wait <selector>] [--click <selector>] [--full]
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import type { Role } from '@botscope/conventions';
import { launchBrowser } from './launch-browser.ts';
import { PAGE_SETTINGS } from './launch-options.ts';
import { logIn } from './log-in.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    width: { type: 'string', default: '1440' },
    height: { type: 'string', default: '900' },
    theme: { type: 'string', default: 'dark' },
    role: { type: 'string', default: 'Admin' },
    wait: { type: 'string', default: 'main h1' },
    click: { type: 'string', multiple: true, default: [] },
    full: { type: 'boolean', default: false },
  },
});
const [url, file] = positionals;
if (url === undefined || file === undefined)
  throw new Error('Give an address and a file: screenshot.ts <url> <file.png>');

const browser = await launchBrowser();
const context = await browser.newContext({
  ...PAGE_SETTINGS,
  viewport: { width: Number(values.width), height: Number(values.height) },
  colorScheme: values.theme === 'light' ? 'light' : 'dark',
});
await logIn(context, new URL(url).origin, values.role as Role);
const page = await context.newPage();
page.on('console', (message) => {
  if (message.type() === 'error' || message.type() === 'warning') console.error(`${message.type()}: ${message.text()}`);
});
page.on('pageerror', (error) => console.error(`page error: ${error.message}`));
const started = Date.now();
await page.goto(url);
await page.waitForSelector(values.wait).catch((error: Error) => console.error(error.message));
console.log(`shown after ${Date.now() - started} ms`);
for (const selector of values.click) await page.click(selector);
await page.waitForLoadState('networkidle');
await mkdir(dirname(file), { recursive: true });
await page.screenshot({ path: file, fullPage: values.full, animations: 'disabled' });
await browser.close();

// node --conditions=@botscope/source tests/browser/take-screenshots.ts [name …]
// Writes docs/screenshots/<state>-<theme>.png of every state, or of those named: the running product with its demo bot.
import { fileURLToPath } from 'node:url';
import { startProduct } from '../product/start-product.ts';
import { launchBrowser } from './launch-browser.ts';
import { PAGE_SETTINGS } from './launch-options.ts';
import { logIn } from './log-in.ts';
import { LOOKS, PAGE_STATES, type Look, type PageState } from './page-states.ts';

const DIRECTORY = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const wanted = process.argv.slice(2);
const states = PAGE_STATES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const product = await startProduct();
const browser = await launchBrowser();

async function takePicture({ name, show }: PageState, { theme, width, height }: Look): Promise<void> {
  const context = await browser.newContext({
    ...PAGE_SETTINGS,
    baseURL: product.urls.ui,
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  await logIn(context, product.urls.ui, 'Admin');
  const page = await context.newPage();
  await show(page);
  await page.mouse.move(0, 0);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: `${DIRECTORY}${name}-${theme}.png`, animations: 'disabled' });
  console.log(`${name}, ${theme}, ${width} × ${height}`);
  await context.close();
}

try {
  for (const state of states) for (const look of LOOKS) await takePicture(state, look);
} finally {
  await browser.close();
  await product.stop();
}

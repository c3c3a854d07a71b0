import type { BrowserContext, Page } from '@playwright/test';
import { toRowTimes, toRowWatch, toScroll, type RowTimes } from './page-scripts.ts';

/** A page with a list that scrolls. */
export interface MeasuredPage {
  readonly name: string;
  /** Path and parameters. */
  readonly path: string;
  /** The list, which scrolls. */
  readonly listSelector: string;
  /** Its first row. */
  readonly rowSelector: string;
  /** What the page says while it reads more than it shows first; it is scrolled when that is over. */
  readonly readingText?: string;
}

/** What a visit to a page took. */
export interface PageFigures extends RowTimes {
  /** Times between frames while the list scrolled, in milliseconds. */
  readonly frames: readonly number[];
  /** CPU of the page's thread for each of them: on a busy machine the only figure that is the page's own. */
  readonly cpuMillisPerFrame: number;
}

const FRAMES = 300;
const PIXELS_PER_FRAME = 100;
const TIMEOUT_MILLIS = 300_000;

/** Opens a page in a tab of its own and scrolls its list. */
export async function measurePage(context: BrowserContext, baseUrl: string, page: MeasuredPage): Promise<PageFigures> {
  const tab = await context.newPage();
  try {
    await tab.addInitScript(toRowWatch(page.rowSelector));
    await tab.goto(`${baseUrl}${page.path}`, { timeout: TIMEOUT_MILLIS });
    await tab.waitForSelector(page.rowSelector, { timeout: TIMEOUT_MILLIS });
    await tab.waitForFunction('window.benchTimes.painted !== undefined', undefined, { timeout: TIMEOUT_MILLIS });
    const times = await tab.evaluate<RowTimes>(toRowTimes(page.listSelector));
    if (page.readingText !== undefined)
      await tab.getByText(page.readingText).waitFor({ state: 'detached', timeout: TIMEOUT_MILLIS });
    const readCpu = await openCpuClock(tab);
    const cpuBefore = await readCpu();
    const frames = await tab.evaluate<number[]>(toScroll(page.listSelector, FRAMES, PIXELS_PER_FRAME));
    return { ...times, frames, cpuMillisPerFrame: ((await readCpu()) - cpuBefore) / FRAMES };
  } finally {
    await tab.close();
  }
}

/** Reads the CPU time of a page's thread, in milliseconds. */
async function openCpuClock(tab: Page): Promise<() => Promise<number>> {
  const session = await tab.context().newCDPSession(tab);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
}

/** Times between frames while an element that holds nothing scrolls. */
export async function measureEmptyFrames(context: BrowserContext): Promise<readonly number[]> {
  const tab = await context.newPage();
  try {
    await tab.setContent(
      '<div id="list" style="height:600px;overflow:auto"><div style="height:1000000px"></div></div>',
    );
    return await tab.evaluate<number[]>(toScroll('#list', FRAMES, PIXELS_PER_FRAME));
  } finally {
    await tab.close();
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser, logIn, PAGE_SETTINGS, startProduct } from '@botscope/tests';
import type { BrowserContext } from '@playwright/test';
import { LIST_ROWS, LONG_CONVERSATION, LONG_TURNS, PAGE_BOT, PAGE_ENVIRONMENT } from '../pages/long-records.ts';
import { measureEmptyFrames, measurePage, type MeasuredPage, type PageFigures } from '../pages/measure-page.ts';
import { renderFigure, toMedian, toPercentile, type BenchResult } from '../result.ts';
import { runProgram } from '../run-program.ts';

const ROUNDS = 3;
const ROW_MILLIS = 300;
const PAINT_MILLIS = 50;
const NODES = 500;
const FRAME_MILLIS = 20;
const APP = '/a/botscope-logs-app';
const NANOS_PER_MINUTE = 60_000_000_000n;

const GRID = { listSelector: '[role=grid]', rowSelector: '[role=grid] [aria-rowindex="2"]' };
const rows = LIST_ROWS.toLocaleString('en-GB');
const PAGES: readonly MeasuredPage[] = [
  { name: `conversation list, ${rows} conversations`, path: `${APP}/conversations?refresh=off`, ...GRID },
  { name: `API calls, ${rows} calls`, path: `${APP}/api-calls?refresh=off`, ...GRID },
  {
    name: `conversation of ${LONG_TURNS.toLocaleString('en-GB')} turns, steps with 10 KB of variables`,
    path: `${APP}/conversation?bot=${PAGE_BOT}&env=${PAGE_ENVIRONMENT}&uid=${LONG_CONVERSATION}`,
    listSelector: '[role=log]',
    rowSelector: '[role=log] li',
    readingText: 'Reading older turns',
  },
];

const median = (visits: readonly PageFigures[], read: (figures: PageFigures) => number): number =>
  toMedian(visits.map(read));
const toFrameP95 = (frames: readonly number[]): number => toPercentile(frames, 95);

function toResults({ name }: MeasuredPage, visits: readonly PageFigures[], empty: readonly number[]): BenchResult[] {
  const row = median(visits, (visit) => visit.row - visit.firstByte);
  const paint = median(visits, (visit) => visit.painted - visit.row);
  const nodes = median(visits, (visit) => visit.listNodes);
  const frame = median(visits, (visit) => toFrameP95(visit.frames));
  const base = toMedian(empty);
  const about = { row: 'W2' };
  return [
    {
      ...about,
      what: `${name}: first row after the first byte of the first answer with records`,
      ours: `${renderFigure(row)} ms`,
      target: `≤ ${ROW_MILLIS} ms`,
      met: row <= ROW_MILLIS,
      note: `${visits[0]?.answers} answers until then; ${renderFigure(median(visits, (visit) => visit.row - visit.lastByte))} ms after the last byte of the last one; ${renderFigure(median(visits, (visit) => visit.row))} ms after the page was asked for`,
    },
    {
      ...about,
      what: `${name}: from the first row in the document until it is drawn`,
      ours: `${renderFigure(paint)} ms`,
      target: `≤ ${PAINT_MILLIS} ms`,
      met: paint <= PAINT_MILLIS,
    },
    {
      ...about,
      what: `${name}: elements of the list`,
      ours: `${nodes}`,
      target: `≤ ${NODES}`,
      met: nodes <= NODES,
      note: `${median(visits, (visit) => visit.allNodes)} of the whole document`,
    },
    {
      ...about,
      what: `${name}: p95 of the time between frames while it scrolls`,
      ours: `${renderFigure(frame)} ms`,
      theirs: `an empty list ${renderFigure(base)} ms`,
      target: `≤ ${FRAME_MILLIS} ms, or the empty list's`,
      met: frame <= Math.max(FRAME_MILLIS, base),
      note: `longest ${renderFigure(median(visits, (visit) => Math.max(...visit.frames)))} ms; ${renderFigure(median(visits, (visit) => visit.cpuMillisPerFrame))} ms CPU of the page a frame; rows that come in meanwhile included`,
    },
  ];
}

async function visitAll(context: BrowserContext, baseUrl: string): Promise<BenchResult[]> {
  const empty: number[] = [];
  const visits = PAGES.map(() => [] as PageFigures[]);
  // The first visit loads the plugin's files.
  for (const page of PAGES) await measurePage(context, baseUrl, page);
  for (let round = 0; round < ROUNDS; round++) {
    empty.push(toFrameP95(await measureEmptyFrames(context)));
    for (const [index, page] of PAGES.entries()) visits[index]?.push(await measurePage(context, baseUrl, page));
  }
  return PAGES.flatMap((page, index) => toResults(page, visits[index] ?? [], empty));
}

/** W2: long lists and a long conversation in a real browser on the running product. */
export async function measurePageSpeed(): Promise<BenchResult[]> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'botscope-bench-pages-'));
  const endUnixNano = BigInt(Date.now()) * 1_000_000n - NANOS_PER_MINUTE;
  await runProgram('fill-pages', [dataDirectory, String(endUnixNano)]);
  const product = await startProduct({ args: ['--no-demo'], dataDirectory });
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ ...PAGE_SETTINGS, viewport: { width: 1280, height: 900 } });
    await logIn(context, product.urls.ui, 'Admin');
    return await visitAll(context, product.urls.ui);
  } finally {
    await browser.close();
    await product.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

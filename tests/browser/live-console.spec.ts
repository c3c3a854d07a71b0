import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from './product.ts';

/** Opens the chat and, by its bug, the console of its conversation. */
async function openConsole(page: Page, context: BrowserContext, demoUrl: string): Promise<Page> {
  await page.goto(demoUrl);
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: /Open the console/ }).click();
  return opened;
}

/** Says something in the chat and gives the headers of the bot's answer. */
async function say(page: Page, text: string): Promise<Record<string, string>> {
  const answer = page.waitForResponse((response) => response.url().endsWith('/api/messages'));
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
  return (await answer).headers();
}

test('B9: the bug of the chat opens the console of its conversation, which shows what is said while it is open', async ({
  page,
  context,
  urls,
}) => {
  const live = await openConsole(page, context, urls.demo!);
  await expect(live.getByText('Nothing yet: talk to the bot')).toBeVisible();
  await expect(live.getByRole('status', { name: 'Live state' })).toHaveText('● live');
  await say(page, 'I want a refund');
  const lines = live.getByRole('grid', { name: 'Console' });
  await expect(lines.getByText('I want a refund', { exact: true })).toBeVisible();
  await expect(lines.getByText('Ask for the order number')).toBeVisible();
  await expect(live.getByRole('status', { name: 'Live state' })).toHaveText(/^● live, \d+\.\d s behind$/);
});

test('A14: the answers of the bot carry the UID and the trace, where the browser shows them', async ({
  page,
  context,
  urls,
}) => {
  const live = await openConsole(page, context, urls.demo!);
  const headers = await say(page, 'Where is my order?');
  expect(headers['x-bot-uid']).toBe(new URL(live.url()).searchParams.get('uid'));
  expect(headers['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  const traceId = headers['traceparent']!.split('-')[1]!;
  await live
    .getByRole('row', { name: /turn 1/ })
    .getByRole('button', { name: 'View logs' })
    .click();
  await expect(live.getByRole('region', { name: 'Record' })).toContainText(traceId);
});

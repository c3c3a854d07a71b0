import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { simpleParser, type ParsedMail } from 'mailparser';
import { expect, test } from './product.ts';

/** Talks with the demo bot as a visitor does. */
async function say(page: Page, text: string): Promise<void> {
  const said = await page.getByRole('listitem').count();
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect.poll(() => page.getByRole('listitem').count()).toBeGreaterThan(said + 1);
}

/** The mail about the chat's bot, once it is in the outbox. */
async function readMail(dataDirectory: string): Promise<ParsedMail> {
  const outbox = join(dataDirectory, 'outbox');
  const find = async () => {
    const mails = await Promise.all(readdirSync(outbox).map((file) => simpleParser(readFileSync(join(outbox, file)))));
    return mails.find((mail) => mail.subject?.includes('Support'));
  };
  await expect.poll(find, { timeout: 60_000 }).toBeDefined();
  return (await find())!;
}

test.describe('a refund that fails', () => {
  test.describe.configure({ mode: 'serial' });

  test('is told to the visitor and is on top of the list while it happens', async ({ page, urls, context }) => {
    const list = await context.newPage();
    await list.goto('/a/botscope-logs-app/conversations?env=sandbox');
    await expect(list.getByRole('grid', { name: 'Conversations' })).toBeVisible();
    await page.goto(urls.demo!);
    await say(page, 'I want a refund');
    await say(page, '8812');
    await expect(page.getByText('Something went wrong. Our team has been told.')).toBeVisible();
    const first = list.getByRole('row').nth(1);
    await expect(first).toContainText('error');
    await expect(first).toContainText('Mia Lang');
    await expect(first).toContainText('"8812"');
  });

  test('leads from the mail to the step, and from there to the call and its cause', async ({ page, dataDirectory }) => {
    const mail = await readMail(dataDirectory);
    expect(mail.subject).toMatch(/^\[Botscope\] Support: "Create refund" failed: HTTP 500 from /);
    await page.setContent(String(mail.html));
    await page.getByRole('link', { name: 'Open the step' }).click();
    await expect(page.getByText('The refund API answered 500: unknown currency').first()).toBeVisible();
    const step = page.getByRole('region', { name: /^Step \d/ });
    await step.getByRole('tab', { name: /^Variables/ }).click();
    await expect(step.getByText('refund.id').first()).toBeVisible();
    await step.getByRole('tab', { name: /^API calls/ }).click();
    await expect(page.getByText('HTTP 500').first()).toBeVisible();
    await page.getByRole('link', { name: 'Request and response' }).click();
    const call = page.getByRole('region', { name: 'API call' });
    await expect(call.getByText('Internal server error.')).toBeVisible();
    await expect(call.getByLabel('Request as curl')).toContainText('"currency":"EUX"');
    await expect(call.getByLabel('Request as curl')).not.toContainText('demo-payment-token');
    await call.getByRole('tab', { name: 'Response' }).click();
    await expect(call.getByText('"unknown currency"')).toBeVisible();
  });

  test('stands in the alert ledger with a link to the step', async ({ page }) => {
    await page.goto('/a/botscope-logs-app/alerts');
    await page.getByRole('row', { name: /Support/ }).click();
    await page.getByRole('link', { name: /Open the step/ }).click();
    await expect(page.getByText('The refund API answered 500: unknown currency').first()).toBeVisible();
  });
});

test('C1: an edit of the card is an audit entry with old and new', async ({ page, urls }) => {
  await page.goto(new URL('admin.html', urls.demo).href);
  const card = page.locator('form[data-entity="card/41"]');
  await expect(card.getByLabel('Title')).toHaveValue('Welcome');
  await card.getByLabel('Text').fill('Good morning 🌞');
  await card.getByRole('button', { name: 'Save card' }).click();
  await expect(card.getByRole('status')).toHaveText('Saved, and recorded in the audit log.');
  await page.goto('/a/botscope-logs-app/audit');
  await page.getByRole('button', { name: 'card · Welcome' }).first().click();
  const entry = page.getByRole('region', { name: 'Audit entry' });
  await expect(entry.locator('del')).toHaveText(['"Hello! I can look up an order or refund it."']);
  await expect(entry.locator('ins')).toHaveText(['"Good morning 🌞"']);
  const lineThrough = await entry.locator('del').evaluate((element) => getComputedStyle(element).textDecorationLine);
  expect(lineThrough).toBe('line-through');
});

test.describe('audit deltas in colour', () => {
  /** Colour and line of the first mark of a kind in the entry of an action. */
  const readMark = async (page: Page, action: string, tag: 'ins' | 'del') => {
    const rows = encodeURIComponent(`action:equals:${action}`);
    await page.goto(`/a/botscope-logs-app/audit?filter=${rows}`);
    await page
      .getByRole('row', { name: new RegExp(action) })
      .first()
      .click();
    const mark = page.getByRole('region', { name: 'Audit entry' }).locator(tag).first();
    return mark.evaluate((element) => {
      const { color, textDecorationLine } = getComputedStyle(element);
      const [red = 0, green = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
      return { hue: green > red ? 'green' : 'red', line: textDecorationLine };
    });
  };

  test('C19: what was created is green', async ({ page }) => {
    expect(await readMark(page, 'CREATED', 'ins')).toEqual({ hue: 'green', line: 'none' });
  });

  test('what was deleted is red and struck through', async ({ page }) => {
    expect(await readMark(page, 'DELETED', 'del')).toEqual({ hue: 'red', line: 'line-through' });
  });
});

test('A26: Settings has the audit logs', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('navigation', { name: 'Navigation' }).getByRole('link', { name: 'Audit logs' }).click();
  await expect(page.getByRole('grid', { name: 'Audit entries' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Breadcrumbs' })).toContainText('Settings');
});

test('A1: execution logs and audit logs are two pages over records of their own', async ({ page }) => {
  await page.goto('/a/botscope-logs-app/conversations');
  await expect(page.getByRole('grid', { name: 'Conversations' })).toContainText('Quinn Ash');
  await expect(page.getByRole('grid', { name: 'Conversations' })).not.toContainText('LOGIN');
  await page.goto('/a/botscope-logs-app/audit');
  await expect(page.getByRole('grid', { name: 'Audit entries' })).toContainText('LOGIN');
  await expect(page.getByRole('grid', { name: 'Audit entries' })).not.toContainText('Quinn Ash');
});

test('F1: calls of all environments are logged and can be told apart', async ({ page }) => {
  await page.goto('/a/botscope-logs-app/api-calls');
  await page.getByRole('combobox', { name: 'Environment' }).click();
  await expect(page.getByRole('option')).toHaveText(['All environments', 'production', 'sandbox', 'staging']);
  await page.getByRole('option', { name: 'production' }).click();
  await page
    .getByRole('row', { name: /Outlet/ })
    .first()
    .click();
  await expect(page.getByRole('region', { name: 'API call' })).toContainText('production');
});

import type { Page } from '@playwright/test';
import { expect, test } from './product.ts';

/** What the gateway answers in the place of a store that does not run. */
const toDown = (part: string, title: string) => ({
  status: 502,
  json: {
    code: 'upstream_down',
    message: `A part behind the gateway does not answer. ${title}: Nothing listens there.`,
    part,
    fix: `Start it, or check host and port in BOTSCOPE_${title.toUpperCase()}_URL.`,
  },
});
const PROXY = '**/api/plugin-proxy/botscope-logs-app';

/** The browser itself tells the console of requests that fail as they are meant to. */
function forgive(consoleLines: string[]): void {
  const meant = /Failed to load resource: the server responded with a status of 502/;
  consoleLines.splice(0, consoleLines.length, ...consoleLines.filter((line) => !meant.test(line)));
}

async function openConversation(page: Page): Promise<void> {
  await page.goto('/a/botscope-logs-app/conversations');
  await page.getByRole('grid', { name: 'Conversations' }).getByRole('row').nth(1).click();
  await page.getByRole('grid', { name: 'Steps' }).waitFor();
}

test.describe('stores that do not run', () => {
  test('a conversation is complete without Tempo, and says what is missing', async ({ page, consoleLines }) => {
    await page.route(`${PROXY}/traces/**`, (route) => route.fulfill(toDown('tempo', 'Tempo')));
    await page.clock.install({ time: Date.now() + 10 * 60_000 });
    await openConversation(page);
    await expect(page.getByText('Tempo cannot be asked: the timings of its trace are missing.')).toBeVisible();
    expect(await page.getByRole('grid', { name: 'Steps' }).getByRole('row').count()).toBeGreaterThan(1);
    await expect(page.getByRole('alert')).toHaveCount(0);
    forgive(consoleLines);
  });

  test('every page names Loki and the variable when it does not run', async ({ page, consoleLines }) => {
    for (const area of ['records', 'api-calls', 'audit']) {
      await page.route(`${PROXY}/${area}/**`, (route) => route.fulfill(toDown('loki', 'Loki')));
    }
    for (const path of ['conversations', 'api-calls', 'audit', 'conversation?bot=b&env=e&uid=c']) {
      await page.goto(`/a/botscope-logs-app/${path}`);
      const alert = page.getByRole('alert').filter({ hasText: 'Loki cannot be reached' }).first();
      await expect(alert).toContainText('Start it, or check host and port in BOTSCOPE_LOKI_URL.');
      await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible();
    }
    forgive(consoleLines);
  });

  test('the Pipeline page shows every part as the running product has it', async ({ page }) => {
    await page.goto('/a/botscope-logs-app/pipeline');
    const parts = page.getByRole('list', { name: 'Parts' }).getByRole('listitem');
    for (const name of ['gateway', 'Loki', 'Tempo', 'sidecar', 'routing', 'mail', 'disk']) {
      await expect(parts.filter({ has: page.getByText(name, { exact: true }) })).toBeVisible();
    }
    await expect(parts.filter({ hasText: 'What to do', hasNotText: 'disk' })).toHaveCount(0);
  });
});

import type { Page } from '@playwright/test';
import { expect, test } from './product.ts';

/** Chooses from a dropdown by mouse, as people do, and waits for the list to follow. */
async function pick(page: Page, name: string, option: RegExp): Promise<void> {
  await page.getByRole('combobox', { name, exact: true }).click();
  await page.getByRole('option', { name: option }).first().click();
  await expect(page.getByRole('grid')).toBeVisible();
}

for (const path of ['conversations', 'api-calls', 'audit']) {
  test(`the dropdowns of ${path} narrow the list, once for each choice`, async ({ page }) => {
    const addresses: string[] = [];
    page.on('framenavigated', (frame) => addresses.push(new URL(frame.url()).search));
    await page.goto(`/a/botscope-logs-app/${path}`);
    await pick(page, 'Environment', /sandbox/);
    await expect(page).toHaveURL(/env=sandbox/);
    await pick(page, 'Bot', /support/i);
    await expect(page).toHaveURL(/bot=support/);
    expect(addresses.filter((search) => search.includes('env=sandbox')).length).toBeLessThanOrEqual(3);
  });
}

test('the filter rows of the audit log can be built by mouse', async ({ page }) => {
  await page.goto('/a/botscope-logs-app/audit');
  await page.getByRole('button', { name: 'add filter' }).click();
  await pick(page, 'User value', /Anna/);
  await pick(page, 'Column', /Action/);
  await pick(page, 'Action values', /UPDATED/);
  await page.keyboard.press('Escape');
  await pick(page, 'Operator', /not equals/);
  await expect(page).toHaveURL(/action%3AnotEquals%3AUPDATED/);
  await expect(page.getByRole('grid')).not.toContainText('UPDATED');
});

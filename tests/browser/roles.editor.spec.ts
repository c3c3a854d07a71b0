import { expect, test } from './product.ts';

test('an Editor reads calls and alerts, and not the audit log', async ({ page }) => {
  await page.goto('/a/botscope-logs-app/api-calls?status=error');
  await expect(page.getByRole('grid', { name: 'API calls' })).toBeVisible();
  await page.goto('/a/botscope-logs-app/alerts');
  await expect(page.getByRole('grid', { name: 'Alerts' })).toBeVisible();
  await page.goto('/a/botscope-logs-app/audit');
  await expect(page.getByText(/You may not/i).first()).toBeVisible();
});

test('an Editor flags a conversation, and the flag is there after a reload', async ({ page }) => {
  await page.goto('/a/botscope-logs-app/conversations?env=staging');
  const row = page.getByRole('row', { name: /Lena Maier/ });
  await row.getByRole('button', { name: 'Flag this conversation' }).click();
  await page.getByLabel(/^Note/).fill('Ask Lena');
  await page.getByLabel(/^Note/).press('Enter');
  await expect(row.getByTitle(/^Flagged by .*: Ask Lena$/)).toBeVisible();
  await page.reload();
  await page
    .getByRole('row', { name: /Lena Maier/ })
    .getByTitle(/^Flagged by/)
    .click();
  await expect(page.getByLabel(/^Note/)).toHaveValue('Ask Lena');
});

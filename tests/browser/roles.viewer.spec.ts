import { expect, test } from './product.ts';

test('a Viewer reads the failed step, without the call behind it', async ({ page }) => {
  await page.goto('/a/botscope-logs-app/conversations?env=staging&errors=1');
  await page.getByRole('row', { name: /Quinn Ash/ }).click();
  await page.getByRole('button', { name: 'Jump to first error' }).click();
  await expect(page.getByText('The refund API answered 500: unknown currency').first()).toBeVisible();
  await page.getByRole('tab', { name: /^API calls/ }).click();
  await expect(page.getByText(/HTTP 500/).first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Request and response' })).toHaveCount(0);
});

for (const path of ['api-calls', 'audit', 'alerts']) {
  test(`a Viewer is told that ${path} is not theirs`, async ({ page }) => {
    await page.goto(`/a/botscope-logs-app/${path}`);
    await expect(page.getByText(/You may not/i).first()).toBeVisible();
    await expect(page.getByRole('grid')).toHaveCount(0);
  });
}

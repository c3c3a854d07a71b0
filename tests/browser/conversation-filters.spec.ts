import { expect, test } from './product.ts';

test('the filter drawer finds the flagged conversation among all, and a saved view finds it again', async ({
  page,
}) => {
  await page.goto('/a/botscope-logs-app/conversations?env=sandbox&env=staging');
  const list = page.getByRole('grid', { name: 'Conversations' });
  const row = list.getByRole('row', { name: /Yuki Sato/ });
  await row.getByRole('button', { name: 'Flag this conversation' }).click();
  await page.getByLabel(/^Note/).press('Enter');
  await expect(row.getByTitle(/^Flagged by/)).toBeVisible();

  await page.getByRole('button', { name: /^Filters/ }).click();
  const drawer = page.getByRole('dialog', { name: 'Filters' });
  await drawer.getByRole('radio', { name: '⚑ Flagged' }).click();
  await drawer.getByRole('combobox', { name: 'Flow' }).click();
  await page.getByRole('option', { name: 'Refund' }).click();
  await drawer.getByLabel('Text in messages').fill('1001');
  await drawer.getByRole('button', { name: 'Apply filter' }).click();
  await expect(page).toHaveURL(/flagged=yes/);
  await expect(list.getByRole('row')).toHaveCount(2);
  await expect(list).toContainText('Yuki Sato');

  await page.getByRole('button', { name: 'Saved views' }).click();
  await page.getByLabel('Save what is shown now as').fill('Yuki');
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect(page).not.toHaveURL(/flagged=yes/);
  await page.reload();
  await page.getByRole('button', { name: 'Saved views' }).click();
  await page.getByRole('button', { name: 'Yuki', exact: true }).click();
  await expect(page).toHaveURL(/env=sandbox&env=staging&flagged=yes&flow=Refund&text=1001/);
  await expect(list.getByRole('row')).toHaveCount(2);
});

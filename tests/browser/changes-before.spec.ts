import { expect, test } from './product.ts';

test('N2: a turn that fails after an edit of a webhook shows the edit, by whom and when, and leads to its audit entry', async ({
  page,
}) => {
  await page.goto('/a/botscope-logs-app/conversations?env=staging');
  // The demo plays this visitor after its webhook was pointed at an address that does not exist.
  await page
    .getByRole('row', { name: /Ines Roth/ })
    .first()
    .click();
  const changes = page.getByRole('region', { name: 'What changed before' });
  const edit = changes.getByRole('listitem').filter({ hasText: 'webhook 7' }).first();
  await expect(edit).toContainText(/before.*related webhook 7 "Refund API" UPDATED, by Anna Berg/);
  await expect(edit).toContainText('url: /v1/refunds → /v2/refunds');
  await edit.getByRole('link', { name: 'Audit entry' }).click();
  await expect(page.getByRole('region', { name: 'Audit entry' })).toContainText('/v2/refunds');
});

import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './product.ts';

const HOME = '/a/botscope-logs-app/conversations';

test.describe('workbench', () => {
  test('shows the conversation list to a first visitor, who has no session yet', async ({ browser, urls }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(urls.ui);
    await page.getByRole('heading', { level: 1, name: 'Conversation logs' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(HOME);
    await expect(page.getByRole('radio', { name: 'Admin' })).toBeChecked();
    await context.close();
  });

  test('switches the role, and with it what may be opened', async ({ page }) => {
    await page.goto(HOME);
    const navigation = page.getByRole('navigation', { name: 'Navigation' });
    await expect(navigation.getByRole('link', { name: 'Audit logs' })).toBeVisible();
    await page.getByRole('radio', { name: 'Viewer' }).click();
    await expect(page.getByRole('button', { name: /Logged in as .* \(Viewer\)/ })).toBeVisible();
    await expect(navigation.getByRole('link', { name: 'Conversation logs' })).toBeVisible();
    await expect(navigation.getByRole('link', { name: 'Audit logs' })).toHaveCount(0);
  });

  test('keeps the role when a link from elsewhere is followed', async ({ page, context, urls }) => {
    await context.request.post(`${urls.ui}/login`, { headers: { origin: urls.ui }, data: { user: 'viewer' } });
    await page.setContent(`<a href="${urls.ui}${HOME}?uid=1">Open the step</a>`);
    await page.getByText('Open the step').click();
    await expect(page.getByRole('button', { name: /\(Viewer\)/ })).toBeVisible();
    expect(new URL(page.url()).search).toContain('uid=1');
  });

  test('changes the theme at once and remembers it', async ({ page }) => {
    await page.goto(HOME);
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await background();
    await page.getByRole('button', { name: 'Theme: system' }).click();
    await page.getByRole('menuitemradio', { name: 'Light theme' }).click();
    await expect.poll(background).not.toBe(dark);
    const light = await background();
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await background()).toBe(light);
    await expect(page.getByRole('button', { name: 'Theme: light' })).toBeVisible();
  });

  test('navigates by plain links without loading the page again', async ({ page }) => {
    await page.goto(HOME);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = '/a/botscope-logs-app/audit';
      link.textContent = 'plain link';
      document.querySelector('main')?.append(link);
      Object.assign(window, { sameDocument: true });
    });
    await page.getByText('plain link').click();
    await expect(page.getByRole('heading', { level: 1, name: 'Audit logs' })).toBeVisible();
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1, name: 'Conversation logs' })).toBeVisible();
  });

  test('says in its own pages what it does not have', async ({ page, consoleLines }) => {
    await page.goto('/explore?left=x');
    await expect(page.getByRole('heading', { name: 'Not found' })).toBeVisible();
    await expect(page.getByText('There is no GET "/explore"')).toBeVisible();
    consoleLines.splice(0);
  });

  for (const [theme, width] of [
    ['light', 1440],
    ['dark', 1440],
    ['light', 700],
    ['dark', 700],
  ] as const) {
    test(`has an accessible frame in the ${theme} theme at ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height: 900 });
      await page.goto(HOME);
      await page.getByRole('heading', { level: 1 }).waitFor();
      if (width < 1200) await page.getByRole('button', { name: 'Open the navigation' }).click();
      const { violations } = await new AxeBuilder({ page }).exclude('#page > *').analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    });
  }
});

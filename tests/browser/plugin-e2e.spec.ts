import { expect, test as base } from '@grafana/plugin-e2e';
import { readProduct } from './product.ts';

const test = base.extend({ baseURL: async ({ browserName: _ }, use) => use(readProduct().urls.ui) });

test.describe('a spec for a real Grafana', () => {
  test('runs unchanged on the workbench', async ({ gotoAppPage, page, grafanaVersion }) => {
    await gotoAppPage({ pluginId: 'botscope-logs-app', path: '/audit' });
    await expect(page.getByRole('heading', { level: 1, name: 'Audit logs' })).toBeVisible();
    expect(grafanaVersion).toMatch(/^12\./);
  });
});

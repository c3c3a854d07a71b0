import type { BackendSrv } from '@grafana/runtime';
import { expect, test } from './product.ts';

declare const System: { import: (name: string) => Promise<{ default: { getBackendSrv: () => BackendSrv } }> };

test.describe('getBackendSrv', () => {
  test.beforeEach(async ({ page }) => {
    await page.route('**/api/answers/**', async (route) => {
      const url = new URL(route.request().url());
      const status = Number(url.searchParams.get('status') ?? 200);
      const { message } = { message: url.searchParams.get('message') ?? undefined };
      const sent = { method: route.request().method(), body: route.request().postData(), query: url.search };
      await route.fulfill({ status, json: { message, ...sent } });
    });
    await page.goto('/a/botscope-logs-app/conversations');
    await page.getByRole('heading', { level: 1 }).waitFor();
  });

  test('sends data as JSON and parameters in the query, and gives the data', async ({ page }) => {
    const answers = await page.evaluate(async () => {
      const service = (await System.import('@grafana/runtime')).default.getBackendSrv();
      return [
        await service.get('/api/answers/a', { start: 1, text: 'a b&c' }, undefined, { showErrorAlert: false }),
        await service.put('api/answers/a', { x: [1] }),
      ] as unknown[];
    });
    expect(answers).toEqual([
      { method: 'GET', body: null, query: '?start=1&text=a%20b%26c' },
      { method: 'PUT', body: '{"x":[1]}', query: '' },
    ]);
  });

  test('shows the message of a change, and not that of a read', async ({ page }) => {
    const messages = page.getByRole('region', { name: 'Messages' });
    await page.evaluate(async () => {
      const service = (await System.import('@grafana/runtime')).default.getBackendSrv();
      await service.get('/api/answers/a?message=Read');
      await service.post('/api/answers/a?message=Quiet', {}, { showSuccessAlert: false });
      await service.post('/api/answers/a?message=Window+reset', {});
    });
    await expect(messages.getByText('Window reset')).toBeVisible();
    await expect(messages.getByRole('status').or(messages.getByRole('alert'))).toHaveCount(1);
    await expect(messages.getByText('Window reset')).toBeHidden();
  });

  test('shows an error that nobody handles', async ({ page, consoleLines }) => {
    const thrown = await page.evaluate(async () => {
      const service = (await System.import('@grafana/runtime')).default.getBackendSrv();
      return service.get<unknown>('/api/answers/a?status=503&message=Loki+is+away').catch((error: unknown) => error);
    });
    expect(thrown).toMatchObject({ status: 503, data: { message: 'Loki is away' } });
    await expect(page.getByRole('region', { name: 'Messages' }).getByText('Loki is away')).toBeVisible();
    consoleLines.splice(0);
  });

  test('leaves an error alone that is handled in time or is not to be shown', async ({ page, consoleLines }) => {
    await page.evaluate(async () => {
      const service = (await System.import('@grafana/runtime')).default.getBackendSrv();
      const path = '/api/answers/a?status=500&message=Hidden';
      await service.get(path).catch((error: { isHandled?: boolean }) => void (error.isHandled = true));
      await service.get(path, {}, undefined, { showErrorAlert: false }).catch(() => undefined);
      await service.get('/api/answers/a?status=500&message=Shown').catch(() => undefined);
    });
    const messages = page.getByRole('region', { name: 'Messages' });
    await expect(messages.getByText('Shown')).toBeVisible();
    await expect(messages.getByText('Hidden')).toHaveCount(0);
    consoleLines.splice(0);
  });

  test('cancels an earlier request of the same id', async ({ page, consoleLines }) => {
    await page.route('**/api/slow', () => new Promise(() => undefined));
    const [first, second] = await page
      .evaluate(async () => {
        const service = (await System.import('@grafana/runtime')).default.getBackendSrv();
        const earlier = service.get('/api/slow', {}, 'list').catch((error: unknown) => error);
        return [await service.get('/api/answers/b', {}, 'list'), await earlier] as unknown[];
      })
      .then(([later, earlier]) => [earlier, later]);
    expect(first).toMatchObject({ cancelled: true });
    expect(second).toMatchObject({ method: 'GET' });
    await expect(page.getByRole('region', { name: 'Messages' }).getByRole('alert')).toHaveCount(0);
    consoleLines.splice(0);
  });

  test('says so when the server does not answer', async ({ page, consoleLines }) => {
    await page.route('**/api/away', (route) => route.abort());
    const thrown = await page.evaluate(async () => {
      const service = (await System.import('@grafana/runtime')).default.getBackendSrv();
      return service.get<unknown>('/api/away').catch((error: unknown) => error);
    });
    expect(thrown).toMatchObject({ status: 0 });
    await expect(page.getByText('The server does not answer')).toBeVisible();
    consoleLines.splice(0);
  });
});

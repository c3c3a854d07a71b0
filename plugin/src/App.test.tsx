import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createTestServices, renderApp } from './test-support/render-app.tsx';

describe('App', () => {
  it.each([
    ['Viewer', '/audit'],
    ['Viewer', '/api-calls'],
    ['Viewer', '/alerts'],
    ['Editor', '/audit'],
  ] as const)('does not show a %s the page %s and names the missing permission', async (role, path) => {
    renderApp(`/a/botscope-logs-app${path}`, createTestServices({ role }));
    expect(await screen.findByRole('heading', { name: /You may not see/ })).toBeVisible();
    expect(screen.getByText(/^botscope-logs-app\./)).toBeVisible();
  });

  it('says so at an address without a page', async () => {
    renderApp('/a/botscope-logs-app/Audit', createTestServices());
    expect(await screen.findByText(/no page at/)).toHaveTextContent('/a/botscope-logs-app/Audit');
  });
});

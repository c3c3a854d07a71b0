import type { AlertLedgerRow } from '@botscope/conventions';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { createFakeBackend, failingArea, type FakeRoute } from '../../test-support/fake-backend.ts';
import { createTestServices, renderApp, TEST_NOW_MILLIS } from '../../test-support/render-app.tsx';

const ADDRESS = '/a/botscope-logs-app/alerts';
const HOUR = 3_600_000;

function toRow(id: string, changes: Partial<AlertLedgerRow> = {}): AlertLedgerRow {
  return {
    id,
    bot: 'support',
    botName: 'Support',
    environment: 'production',
    windowStart: TEST_NOW_MILLIS - HOUR,
    windowEnd: TEST_NOW_MILLIS + 23 * HOUR,
    state: 'sent',
    subject: '[Botscope] Support: "Create refund" failed',
    reason: 'Create refund: HTTP 500 from api.example',
    recipientRoles: ['Owner'],
    recipientCount: 1,
    suppressedCount: 7,
    attempts: 1,
    causeUid: 'call-1',
    conversation: 'c 1',
    turn: 't-1',
    step: 4,
    ...changes,
  };
}

/** A ledger that pages as the sidecar does and takes orders. */
function createLedger(rows: readonly AlertLedgerRow[]): FakeRoute {
  return ({ area, method, path, query }) => {
    if (area !== 'sidecar') return undefined;
    if (method === 'POST') return { reset: 1 };
    if (path !== 'alerts') return undefined;
    const begin = query?.before === undefined ? 0 : rows.findIndex((row) => row.id === query.before) + 1;
    return rows.slice(begin, begin + Number(query?.limit));
  };
}

function renderPage(rows: readonly AlertLedgerRow[], query = '', role: 'Editor' | 'Admin' = 'Admin') {
  const fake = createFakeBackend(createLedger(rows));
  return {
    ...renderApp(ADDRESS + query, createTestServices({ backend: fake.backend, role })),
    requests: fake.requests,
  };
}

const detail = () => screen.findByRole('region', { name: 'Alert' });

describe('AlertsPage', () => {
  it('lists each window with what became of its mail and what was held back', async () => {
    renderPage([toRow('a-1'), toRow('a-2', { state: 'retrying', botName: 'Outlet' })]);
    const rows = await screen.findAllByRole('row');
    expect(within(rows[1]!).getByText('sent')).toBeVisible();
    expect(rows[1]).toHaveTextContent('7');
    expect(within(rows[2]!).getByText('failed, retrying')).toBeVisible();
  });

  it('links the window to the step that failed first', async () => {
    renderPage([toRow('a-1')], '?selected=a-1');
    const link = within(await detail()).getByRole('link', { name: /Open the step/ });
    expect(link.getAttribute('href')).toContain('uid=c+1&turn=t-1&step=4&from=');
  });

  it('says when the next attempt is and what the server answered', async () => {
    renderPage(
      [
        toRow('a-1', {
          state: 'retrying',
          attempts: 2,
          nextAttemptAt: TEST_NOW_MILLIS + 30_000,
          lastAnswer: '450 try later',
        }),
      ],
      '?selected=a-1',
    );
    expect(await detail()).toHaveTextContent(/450 try later.*attempt 3 at 14:05:30/);
  });

  it('says that mails are files while no SMTP server is configured', async () => {
    renderPage([toRow('a-1', { state: 'written' })], '?selected=a-1');
    expect(await detail()).toHaveTextContent(/No SMTP server is configured.*outbox/);
  });

  it('resets the window of a bot after a confirmation', async () => {
    const { requests } = renderPage([toRow('a-1')], '?selected=a-1');
    await userEvent.click(within(await detail()).getByRole('button', { name: 'Reset window now' }));
    expect(requests.some(({ path }) => path === 'alerts/reset')).toBe(false);
    await userEvent.click(within(await detail()).getByRole('button', { name: 'Reset window' }));
    await waitFor(() =>
      expect(requests).toContainEqual(expect.objectContaining({ path: 'alerts/reset', body: { bot: 'support' } })),
    );
    expect(await screen.findByText(/The window is closed/)).toBeVisible();
  });

  it('sends a test mail, and offers none of this to those who may not change settings', async () => {
    const { requests, unmount } = renderPage([]);
    await userEvent.click(await screen.findByRole('button', { name: 'Send test mail' }));
    await waitFor(() => expect(requests).toContainEqual(expect.objectContaining({ path: 'alerts/test' })));
    unmount();
    renderPage([toRow('a-1')], '?selected=a-1', 'Editor');
    await detail();
    expect(screen.queryByRole('button', { name: /test mail|Reset/ })).toBeNull();
  });

  it('pages through the whole ledger', async () => {
    const many = Array.from({ length: 150 }, (_, i) =>
      toRow(`a-${1000 - i}`, { windowStart: TEST_NOW_MILLIS - i * HOUR }),
    );
    const { requests } = renderPage(many);
    const grid = await screen.findByRole('grid', { name: 'Alerts' });
    fireEvent.scroll(grid, { target: { scrollTop: 100_000 } });
    await waitFor(() => expect(requests.some(({ query }) => query?.before === 'a-901')).toBe(true));
  });

  it('says what would be here when nothing is', async () => {
    renderPage([]);
    expect(await screen.findByText('Alerts appear here')).toBeVisible();
  });

  it('names the sidecar when it does not answer', async () => {
    const { backend } = createFakeBackend(
      failingArea('sidecar', { status: 502, message: 'no answer', code: 'UPSTREAM_DOWN', part: 'sidecar' }),
    );
    renderApp(ADDRESS, createTestServices({ backend }));
    expect(await screen.findByText('The sidecar cannot be reached')).toBeVisible();
  });
});

import type { HealthPart } from '@botscope/conventions';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createFakeBackend, failingArea, type FakeRoute } from '../../test-support/fake-backend.ts';
import { createTestServices, renderApp } from '../../test-support/render-app.tsx';

const ADDRESS = '/a/botscope-logs-app/pipeline';
const PARTS: readonly HealthPart[] = [
  { name: 'gateway', state: 'ok' },
  { name: 'Loki', state: 'down', reason: 'Loki: Nothing listens there.', fix: 'Start it.' },
  {
    name: 'Tempo',
    state: 'degraded',
    reason: 'Tempo: It does not answer in time.',
    fix: 'See whether it is overloaded.',
  },
  { name: 'mail', state: 'ok', reason: 'Mails are written to the outbox\u202e.' },
];

function open(answers: readonly (readonly HealthPart[] | Error)[], role: 'Viewer' | 'Admin' = 'Viewer') {
  const left = [...answers];
  const health: FakeRoute = (request) => {
    if (request.area !== 'sidecar' || request.path !== 'health') return undefined;
    const next = left.length > 1 ? left.shift() : left[0];
    if (next instanceof Error) return failingArea('sidecar', { status: 502, message: next.message })(request);
    return { state: 'down', parts: next };
  };
  const fake = createFakeBackend(health);
  return { ...renderApp(ADDRESS, createTestServices({ backend: fake.backend, role })), ...fake };
}

const partTexts = async () =>
  within(await screen.findByRole('list', { name: 'Parts' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);

describe('PipelinePage', () => {
  it('shows everybody each part with its state, why, and what to do; first those that need somebody', async () => {
    open([PARTS]);
    expect(await partTexts()).toEqual([
      '✗ downLokiLoki: Nothing listens there.What to do: Start it.',
      '⚠ impairedTempoTempo: It does not answer in time.What to do: See whether it is overloaded.',
      '✓ okgateway',
      '✓ okmailMails are written to the outbox\\u202e.',
    ]);
    expect(screen.getByText('1 down, 1 impaired of 4 parts.')).toBeVisible();
  });

  it('says that all is well', async () => {
    open([[{ name: 'gateway', state: 'ok' }]]);
    expect(await screen.findByText('All 1 parts are well.')).toBeVisible();
  });

  it('keeps the layout while it asks', () => {
    const backend = () => new Promise<never>(() => undefined);
    renderApp(ADDRESS, createTestServices({ backend }));
    return expect(screen.findByRole('status', { name: 'Checking the parts' })).resolves.toBeVisible();
  });

  it('says who did not answer, and keeps what was known', async () => {
    open([PARTS, new Error('socket hang up'), PARTS]);
    await partTexts();
    fireEvent.click(screen.getByRole('button', { name: 'Check again' }));
    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByText('The gateway cannot be reached')).toBeVisible();
    expect(screen.getByText(/^When last asked: 1 down/)).toBeVisible();
    fireEvent.click(alert.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });
});

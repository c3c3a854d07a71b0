import type { Role } from '@botscope/conventions';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BackendRequest } from '../../lib/backend.ts';
import { createFakeBackend, failingArea, type FakeRoute } from '../../test-support/fake-backend.ts';
import { createFakeLoki } from '../../test-support/fake-loki.ts';
import { createRefundConversation } from '../../test-support/refund-conversation.ts';
import { createTestServices, renderApp } from '../../test-support/render-app.tsx';

const PAGE =
  '/a/botscope-logs-app/conversation?bot=support&env=production&uid=conversation-1&turn=conversation-1-turn-3';

function open(route: FakeRoute, role: Role = 'Editor') {
  const stores = [createFakeLoki('records', createRefundConversation()), createFakeLoki('api-calls')];
  const { backend } = createFakeBackend(route, ...stores.map((store) => store.route));
  renderApp(PAGE, createTestServices({ backend, role }));
  return userEvent.setup();
}

/** What the browser was told to keep: name → text. */
function watchFiles() {
  const blobs: Blob[] = [];
  const names: string[] = [];
  vi.stubGlobal(
    'URL',
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => `blob:${blobs.push(blob)}`,
      revokeObjectURL: () => undefined,
    }),
  );
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
    names.push(this.download);
  });
  return { names, text: () => blobs.at(-1)?.text() };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const button = () => screen.findByRole('button', { name: 'Download' });

describe('DownloadMenu', () => {
  it.each([
    ['All records (NDJSON)', { format: 'ndjson' }, 'conversation-conversation-1.ndjson'],
    ['Readable text', { format: 'text' }, 'conversation-conversation-1.txt'],
    ['Test fixture', { format: 'fixture' }, 'conversation-conversation-1.json'],
    [
      'This turn as test fixture',
      { format: 'fixture', turn: 'conversation-1-turn-3' },
      'conversation-conversation-1-conversation-1-turn-3.json',
    ],
  ])('keeps the conversation as a file: %s', async (item, query, name) => {
    const asked: BackendRequest[] = [];
    const files = watchFiles();
    const user = open((request) => (request.path.startsWith('export') ? (asked.push(request), 'content') : undefined));
    await user.click(await button());
    await user.click(await screen.findByRole('menuitem', { name: item }));
    await waitFor(() => expect(files.names).toEqual([name]));
    expect(await files.text()).toBe('content');
    const key = { bot: 'support', environment: 'production', conversation: 'conversation-1' };
    expect(asked.map((request) => request.query)).toEqual([{ ...key, ...query }]);
  });

  it('says why a download failed', async () => {
    const files = watchFiles();
    const user = open(
      failingArea('sidecar', { status: 502, code: 'store_down', message: 'Loki is away.' }, 'conversations'),
    );
    await user.click(await button());
    await user.click(await screen.findByRole('menuitem', { name: 'Readable text' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Loki is away.');
    expect(files.names).toEqual([]);
  });

  it('is disabled with the reason for those who may not download', async () => {
    open(() => undefined, 'Viewer');
    expect(await button()).toHaveAttribute('aria-disabled', 'true');
  });
});

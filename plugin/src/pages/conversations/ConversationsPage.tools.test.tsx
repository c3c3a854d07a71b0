import { ATTR_ERROR_TYPE } from '@botscope/conventions';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Preferences } from '../../lib/preferences.ts';
import { failingArea } from '../../test-support/fake-backend.ts';
import { findList, openConversations, readRows } from '../../test-support/open-conversations.tsx';
import { createRefundConversation, REFUND_START_MILLIS } from '../../test-support/refund-conversation.ts';

function createMemory(stored: Readonly<Record<string, string>> = {}): Preferences {
  const values = new Map(Object.entries(stored));
  return { read: (key) => values.get(key), write: (key, value) => void values.set(key, value) };
}

describe('the histogram of ConversationsPage', () => {
  it('counts failed turns by time as a list of values, and makes a bar the time range', async () => {
    const { user, getAddress } = openConversations(createRefundConversation());
    const bars = within(await screen.findByRole('list', { name: 'Turns with errors by time' }));
    const bar = await bars.findByRole('button', { name: /2026-11-21 14:00 to 2026-11-21 14:30: 1 of 3 turns failed$/ });
    expect(bars.getAllByRole('listitem').length).toBeGreaterThan(40);
    await user.click(bar);
    const bounds = new URL(getAddress(), 'http://grafana').searchParams;
    expect([bounds.get('from'), bounds.get('to')]).toEqual(
      [REFUND_START_MILLIS, REFUND_START_MILLIS + 30 * 60_000].map(String),
    );
    expect(await readRows()).toHaveLength(1);
  });

  it('is one stop of the Tab key, with the arrows between its bars', async () => {
    const { user } = openConversations(createRefundConversation());
    const bars = within(await screen.findByRole('list', { name: 'Turns with errors by time' }));
    await bars.findByRole('button', { name: /1 of 3 turns failed$/ });
    const buttons = bars.getAllByRole('button');
    buttons[0]?.focus();
    await user.keyboard('{End}{ArrowLeft}');
    expect(buttons.at(-2)).toHaveFocus();
    expect(buttons.filter((button) => button.tabIndex === 0)).toEqual([buttons.at(-2)]);
  });

  it('takes one line where it fails, and leaves the list alone', async () => {
    const answer = { status: 504, message: 'slow' };
    const { user } = openConversations(createRefundConversation(), {
      routes: [
        (request) => (request.query?.query?.startsWith('sum') ? failingArea('records', answer)(request) : undefined),
      ],
    });
    expect(await screen.findByText(/^Turns with errors could not be counted:/)).toBeVisible();
    expect(await readRows()).toHaveLength(1);
    expect(user).toBeDefined();
  });
});

describe('the list of ConversationsPage', () => {
  it('names the status code of a failed call also where the turn failed by an error of its own', async () => {
    const records = createRefundConversation().map((record) =>
      record.metadata[ATTR_ERROR_TYPE.replaceAll('.', '_')] === undefined
        ? record
        : { ...record, metadata: { ...record.metadata, [ATTR_ERROR_TYPE.replaceAll('.', '_')]: 'RefundError' } },
    );
    openConversations(records);
    expect((await readRows())[0]).toContain('1 (HTTP 500)');
  });

  it('opens the flag of the row under the cursor by f, and begins at the first row by the down key', async () => {
    const { user } = openConversations(createRefundConversation());
    await findList();
    await user.keyboard('{ArrowDown}{ArrowDown}f');
    expect(await screen.findByLabelText(/^Note/)).toBeVisible();
  });

  it('says until when a conversation is kept', async () => {
    openConversations(createRefundConversation());
    expect((await readRows())[0]).toContain('keep until 22 Dec 2026');
  });

  it('counts by state once all are known', async () => {
    openConversations([...createRefundConversation({ uid: 'a' }), ...createRefundConversation({ uid: 'b' })]);
    expect(await screen.findByText('2 conversations: 2 ✗ error')).toBeVisible();
  });
});

describe('saved views of ConversationsPage', () => {
  it('are saved, found after a reload, applied, renamed and deleted', async () => {
    const preferences = createMemory();
    const first = openConversations(createRefundConversation(), {
      search: '?errors=1&from=now-7d',
      services: { preferences },
    });
    await first.user.click(await screen.findByRole('button', { name: 'Saved views' }));
    await first.user.type(await screen.findByLabelText('Save what is shown now as'), 'Broken this week{Enter}');
    expect(await screen.findByRole('button', { name: 'Broken this week' })).toBeVisible();
    first.unmount();
    const { user, getAddress } = openConversations(createRefundConversation(), { services: { preferences } });
    await user.click(await screen.findByRole('button', { name: 'Saved views' }));
    await user.click(await screen.findByRole('button', { name: 'Broken this week' }));
    await waitFor(() => expect(getAddress()).toMatch(/\?errors=1&from=now-7d$/));
    await user.click(screen.getByRole('button', { name: 'Saved views' }));
    await user.click(await screen.findByRole('button', { name: 'Rename Broken this week' }));
    await user.clear(screen.getByLabelText('New name'));
    await user.type(screen.getByLabelText('New name'), 'Failures{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Delete Failures' }));
    expect(screen.getByText(/^Nothing is saved yet/)).toBeVisible();
    expect(preferences.read('views.conversations')).toBe('[]');
  });

  it('leave out what was stored badly, and say so', async () => {
    const preferences = createMemory({ 'views.conversations': '[{"name":"Good","search":"errors=1"},{"name":7}]' });
    const { user } = openConversations([], { services: { preferences } });
    await user.click(await screen.findByRole('button', { name: 'Saved views' }));
    expect(await screen.findByRole('button', { name: 'Good' })).toBeVisible();
    expect(screen.getByText('One saved view could not be read and is ignored.')).toBeVisible();
  });

  it('say that the browser keeps nothing', async () => {
    const preferences: Preferences = { read: () => undefined, write: () => undefined };
    const { user } = openConversations([], { services: { preferences } });
    await user.click(await screen.findByRole('button', { name: 'Saved views' }));
    await user.type(await screen.findByLabelText('Save what is shown now as'), 'Mine{Enter}');
    expect(screen.getByText(/^This browser does not keep views/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Mine' })).toBeVisible();
  });
});

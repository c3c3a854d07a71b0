import { ATTR_CHANNEL, ATTR_DEPLOYMENT_ENVIRONMENT_NAME, type Flag } from '@botscope/conventions';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../lib/settings.ts';
import type { FakeRoute } from '../../test-support/fake-backend.ts';
import { findList, openConversations, readRows } from '../../test-support/open-conversations.tsx';
import { createRefundConversation, REFUND_START_MILLIS } from '../../test-support/refund-conversation.ts';
import { TEST_NOW_MILLIS } from '../../test-support/render-app.tsx';

const MINUTE_MILLIS = 60_000;
const DAY_MILLIS = 86_400_000;

/** Conversations whose channels, which the rows show, are their UIDs. */
const conversation = (uid: string, environment = 'production', startMillis = REFUND_START_MILLIS) =>
  createRefundConversation({
    uid,
    startMillis,
    attributes: { [ATTR_DEPLOYMENT_ENVIRONMENT_NAME]: environment, [ATTR_CHANNEL]: `channel-${uid}` },
  });

const readUids = async () => (await readRows()).map((row) => /channel-([a-z0-9]+)/.exec(row)?.[1]);

const flagOf = (uid: string): Flag => ({
  ...{ bot: 'support', environment: 'production', conversation: uid },
  ...{ by: 'Anna', at: REFUND_START_MILLIS, note: '' },
});

const sidecarWith =
  (...flags: readonly Flag[]): FakeRoute =>
  ({ area, path }) =>
    area === 'sidecar' && path === 'flags' ? flags : undefined;

describe('the filters of ConversationsPage', () => {
  it('A21: narrow to flagged conversations, or to the others, by the drawer and its button alone', async () => {
    const { user, getAddress } = openConversations([...conversation('calm'), ...conversation('flagged')], {
      routes: [sidecarWith(flagOf('flagged'))],
    });
    expect(await readRows()).toHaveLength(2);
    await user.click(screen.getByRole('button', { name: 'Filters' }));
    const choose = async (choice: RegExp) => {
      const group = within(await screen.findByRole('group', { name: 'Flagged conversations' }));
      await user.click(group.getByRole('radio', { name: choice }));
    };
    await choose(/^⚑ Flagged$/);
    expect(getAddress()).not.toContain('flagged');
    await user.click(screen.getByRole('button', { name: 'Apply filter' }));
    await waitFor(async () => expect(await readUids()).toEqual(['flagged']));
    expect(getAddress()).toContain('flagged=yes');
    await user.click(screen.getByRole('button', { name: 'Filters (1)' }));
    await choose(/Not flagged/);
    await user.click(screen.getByRole('button', { name: 'Apply filter' }));
    await waitFor(async () => expect(await readUids()).toEqual(['calm']));
  });

  it('A22: find a flagged conversation on the next day and later, whatever the time range', async () => {
    for (const days of [0, 1, 20]) {
      const { unmount } = openConversations(conversation('flagged'), {
        search: '?from=now-5m&flagged=yes',
        routes: [sidecarWith(flagOf('flagged'))],
        services: { nowMillis: () => TEST_NOW_MILLIS + days * DAY_MILLIS },
      });
      expect(await readUids()).toEqual(['flagged']);
      expect(screen.getByText(/the time range does not narrow them/)).toBeVisible();
      unmount();
    }
  });

  it('B4: show sandbox and staging together and as it happens, without the delay of production', async () => {
    const { loki } = openConversations(
      [...conversation('sandboxed', 'sandbox'), ...conversation('staged', 'staging'), ...conversation('produced')],
      { search: '?env=sandbox&env=staging', services: { settings: DEFAULT_SETTINGS } },
    );
    await waitFor(async () => expect([...(await readUids())].sort()).toEqual(['sandboxed', 'staged']));
    const startMillis = TEST_NOW_MILLIS - 13_000;
    loki.records.push(...conversation('produced2', 'production', startMillis));
    loki.records.push(...conversation('now', 'staging', startMillis));
    await waitFor(async () => expect((await readUids())[0]).toBe('now'));
    expect(await readRows()).toHaveLength(3);
  });

  it.each([
    ['?env=production', undefined],
    ['', '/a/botscope-logs-app/live'],
    ['?env=sandbox&env=staging', '/a/botscope-logs-app/live'],
    ['?env=production&env=sandbox&bot=support', '/a/botscope-logs-app/live?env=sandbox&bot=support'],
  ])('lead from %s to the preview console %s', async (search, path) => {
    openConversations(conversation('one'), { search });
    await screen.findByRole('search', { name: 'Filters' });
    const link = screen.queryByRole('link', { name: 'preview console' });
    expect(link?.getAttribute('href') ?? undefined).toBe(path);
  });

  it('A15: show production from what is stored, and what goes on elsewhere beside a way to watch it', async () => {
    const recent = { startMillis: TEST_NOW_MILLIS - MINUTE_MILLIS, isOngoing: true };
    const records = ['production', 'sandbox'].flatMap((environment) =>
      createRefundConversation({
        ...recent,
        uid: environment,
        attributes: { [ATTR_DEPLOYMENT_ENVIRONMENT_NAME]: environment },
      }),
    );
    openConversations(records);
    const [first, second] = (await findList()).getAllByRole('row').slice(1);
    const rows = [first, second].filter((row) => row !== undefined);
    const links = rows.map((row) => [
      row.textContent?.includes('production'),
      within(row).queryByRole('link', { name: 'live ↗: watch in the preview console' })?.getAttribute('href') ??
        undefined,
    ]);
    expect(Object.fromEntries(links.map(([isProduction, href]) => [String(isProduction), href]))).toEqual({
      true: undefined,
      false: '/a/botscope-logs-app/live?bot=support&env=sandbox&uid=sandbox',
    });
  });

  it('B15: lead from Analysis, Conversation logs in production to the page of the conversation', async () => {
    const { user, getAddress } = openConversations([...conversation('real'), ...conversation('test', 'sandbox')], {
      search: '?env=production',
    });
    expect(await screen.findByRole('navigation', { name: 'Breadcrumb' })).toHaveTextContent(
      'Analysis › Conversation logs',
    );
    expect(await readUids()).toEqual(['real']);
    await user.click(await (await findList()).findByText('Mia Lang'));
    expect(getAddress()).toMatch(/\/conversation\?bot=support&env=production&uid=real/);
    expect((await screen.findAllByText('I want a refund')).length).toBeGreaterThan(0);
    expect(document.body).toHaveTextContent('production');
  });

  it('say what is applied, and take each part back alone or all at once', async () => {
    const { user, getAddress } = openConversations([...conversation('one'), ...conversation('two')], {
      search: '?errors=1&channel=channel-one&flow=Refund&status=error&user=mia&text=money',
    });
    await waitFor(async () => expect(await readUids()).toEqual(['one']));
    const chips = within(screen.getByRole('group', { name: 'Applied filters' }));
    expect(chips.getAllByRole('button').map((chip) => chip.textContent)).toEqual([
      ...['State: ✗ error', '✗ With errors', 'Channel: channel-one', 'Flow: Refund', 'User: mia', 'Text: money'],
      'Clear all',
    ]);
    await user.click(chips.getByRole('button', { name: 'Remove filter Channel: channel-one' }));
    await waitFor(async () => expect(await readRows()).toHaveLength(2));
    expect(getAddress()).toContain('flow=Refund');
    await user.click(chips.getByRole('button', { name: 'Clear all' }));
    expect(getAddress()).toBe('/a/botscope-logs-app/conversations');
  });

  it('offer a longer time and to be cleared where nothing matches', async () => {
    const { user, getAddress } = openConversations(
      conversation('old', 'production', TEST_NOW_MILLIS - 3 * DAY_MILLIS),
      {
        search: '?errors=1',
      },
    );
    await screen.findByText('No conversation matches');
    await user.click(screen.getByRole('button', { name: 'Search the last 30 days' }));
    expect(await readUids()).toEqual(['old']);
    expect(getAddress()).toContain('from=now-30d');
  });

  it('offer the channels and flows that were seen in the time range', async () => {
    const { user } = openConversations([
      ...conversation('seen'),
      ...conversation('elsewhen', 'production', TEST_NOW_MILLIS - 3 * DAY_MILLIS),
    ]);
    await user.click(await screen.findByRole('button', { name: 'Filters' }));
    await user.click(await screen.findByRole('combobox', { name: 'Channel' }));
    expect((await screen.findAllByRole('option')).map((option) => option.textContent)).toEqual(['channel-seen']);
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('combobox', { name: 'Flow' }));
    expect((await screen.findAllByRole('option')).map((option) => option.textContent)).toEqual(['Refund']);
  });
});

import { act, screen, waitFor, within } from '@testing-library/react';
import { EVENT_LOG } from '@botscope/conventions';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { AppServices } from '../../lib/services.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings.ts';
import { createFakeBackend, failingArea, type FakeRoute } from '../../test-support/fake-backend.ts';
import { createFakeLoki, type StoredRecord } from '../../test-support/fake-loki.ts';
import { createFakeTail, toTailMessage } from '../../test-support/fake-tail.ts';
import { createRefundConversation, type RefundOptions } from '../../test-support/refund-conversation.ts';
import { createTestServices, renderApp, TEST_NOW_MILLIS } from '../../test-support/render-app.tsx';
import { toStoredRecord } from '../../test-support/stored-record.ts';

const PAGE = '/a/botscope-logs-app/live?bot=support&env=production&uid=conversation-1';
const INFO = { severity_number: 9 };
const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';

type Options = Partial<AppServices> & {
  readonly records?: readonly StoredRecord[];
  readonly routes?: readonly FakeRoute[];
};

const talk = (options: RefundOptions = {}) =>
  createRefundConversation({ ...options, attributes: { ...INFO, ...options.attributes } });

function open(address = PAGE, { records = talk(), routes = [], ...services }: Options = {}) {
  const loki = createFakeLoki('records', records);
  const { backend } = createFakeBackend(...routes, loki.route);
  const tail = createFakeTail();
  const rendered = renderApp(address, createTestServices({ backend, openTail: tail.openTail, ...services }));
  return { ...rendered, loki, tail, user: userEvent.setup() };
}

const makeLog = (text: string, atMillis = TEST_NOW_MILLIS) =>
  toStoredRecord({ atMillis, kind: 'log', event: EVENT_LOG, attributes: INFO, body: text });

const grid = async () => within(await screen.findByRole('grid', { name: 'Console' }));
const row = async (text: string) => {
  const cell = (await grid()).getByText(text);
  return within(cell.closest('[role="row"]') as HTMLElement);
};

async function openTail({ tail }: Pick<ReturnType<typeof open>, 'tail'>) {
  await grid();
  await waitFor(() => expect(tail.opened).toHaveLength(1));
  const opened = tail.opened[0]!;
  act(() => opened.listener.onOpen());
  return {
    push: (...records: readonly StoredRecord[]) => act(() => opened.listener.onMessage(toTailMessage(records))),
  };
}

describe('LivePage', () => {
  it('B10: begins each line with the time at which it happened, with milliseconds in the person’s zone', async () => {
    open(PAGE, { timeZone: 'Europe/Berlin' });
    const console = await grid();
    expect(console.getAllByRole('columnheader')[0]).toHaveTextContent('Time');
    const line = await row('callbackStatus');
    expect(line.getAllByRole('gridcell')[0]).toHaveTextContent(/^15:00:05\.000$/);
  });

  it('shows a line at the moment at which a tail brings it, and says that it is live', async () => {
    const page = open();
    const { push } = await openTail(page);
    push(makeLog('pushed'));
    expect((await grid()).getByText('pushed')).toBeVisible();
    await waitFor(() =>
      expect(screen.getByRole('status', { name: 'Live state' })).toHaveTextContent('● live, 0.0 s behind'),
    );
  });

  it('shows a line once that comes by tail and by query', async () => {
    const page = open();
    const { push } = await openTail(page);
    const record = makeLog('twice');
    page.loki.records.push(record);
    push(record);
    await page.user.click(screen.getByRole('button', { name: 'Refresh' }));
    await waitFor(async () => expect((await grid()).getAllByText('twice')).toHaveLength(1));
  });

  it('B11: reads the logs again on refresh and says when it last did', async () => {
    let now = TEST_NOW_MILLIS;
    const page = open(`${PAGE}&refresh=off`, { nowMillis: () => now });
    await grid();
    expect(screen.getByLabelText('Last refreshed')).toHaveTextContent('14:05:00.000');
    page.loki.records.push(makeLog('came later'));
    now += 2_500;
    await page.user.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(await screen.findByText('came later')).toBeVisible();
    expect(screen.getByLabelText('Last refreshed')).toHaveTextContent('14:05:02.500');
    expect(page.tail.opened).toEqual([]);
  });

  it('B13: shows a record in full by its logs icon: body, attributes, variables, trace', async () => {
    const records = talk({ attributes: { trace_id: TRACE_ID } });
    const { user, getAddress } = open(PAGE, { records, hasAction: () => true, findTraceSource: () => 'tempo-1' });
    await user.click((await row('Create refund')).getByRole('button', { name: 'View logs' }));
    const detail = within(await screen.findByRole('region', { name: 'Record' }));
    expect(detail.getByRole('group', { name: 'Body of the record' })).toHaveTextContent('order: 8812');
    expect(detail.getByText('bot_step_name')).toBeVisible();
    expect(detail.getByRole('group', { name: 'Variables of the record' })).toHaveTextContent(
      /refund\.id.*before: "r-17"/,
    );
    expect(detail.getByRole('link', { name: /Span in Explore/ })).toHaveAttribute(
      'href',
      expect.stringContaining(TRACE_ID),
    );
    expect(detail.getByRole('link', { name: 'Open its turn' })).toHaveAttribute(
      'href',
      expect.stringContaining('turn=conversation-1-turn-3&step=3'),
    );
    expect(getAddress()).toContain('log=uid-');
  });

  it('links a line to its node in the builder', async () => {
    open(PAGE, { settings: { ...DEFAULT_SETTINGS, builderUrl: 'https://builder.example' } });
    const link = (await row('Create refund')).getByRole('link', { name: 'View node' });
    expect(link).toHaveAttribute('href', 'https://builder.example/flows/refunds?node=n3');
  });

  it('lets lines wait while it is paused, and shows them when it goes on', async () => {
    const page = open();
    const { push } = await openTail(page);
    await page.user.click(screen.getByRole('button', { name: 'Pause' }));
    push(makeLog('first'), makeLog('second'));
    expect(screen.getByRole('status', { name: 'Live state' })).toHaveTextContent('paused, 2 waiting');
    expect((await grid()).queryByText('first')).toBeNull();
    await page.user.click(screen.getByRole('button', { name: 'Go on (2 waiting)' }));
    expect((await grid()).getByText('second')).toBeVisible();
  });

  it('clears the lines and goes on with what comes', async () => {
    const page = open();
    const { push } = await openTail(page);
    await page.user.click(screen.getByRole('button', { name: 'Clear' }));
    expect(await screen.findByText(/Nothing yet/)).toBeVisible();
    push(makeLog('after'));
    expect((await grid()).getAllByRole('row')).toHaveLength(2);
  });

  it.each([
    ['level=error', 'Create refund', 'Load order'],
    ['kinds=event', 'callbackStatus', 'Create refund'],
    ['q=currency', 'Create refund', 'Load order'],
  ])('filters by %s', async (parameter, shown, hidden) => {
    open(`${PAGE}&${parameter}`);
    expect((await grid()).getByText(shown)).toBeVisible();
    expect((await grid()).queryByText(hidden)).toBeNull();
  });

  it('says how many lines the filters hide, and shows them on demand', async () => {
    const { user } = open(`${PAGE}&q=nowhere`);
    expect(await screen.findByText(/17 lines are hidden/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Show all lines' }));
    expect((await grid()).getByText('Create refund')).toBeVisible();
  });

  it('follows all conversations without a UID, and one of them when it is chosen', async () => {
    const others = talk({ uid: 'conversation-2' });
    const page = open('/a/botscope-logs-app/live?env=production', {
      records: [...talk(), ...others],
    });
    expect((await grid()).getAllByText('conversation-2').length).toBeGreaterThan(1);
    await page.user.click(screen.getByRole('combobox', { name: 'Conversation' }));
    await page.user.click(await screen.findByRole('option', { name: /conversation-2/ }));
    expect(page.getAddress()).toContain('bot=support&uid=conversation-2');
  });

  it('says that a conversation has ended and leads to the one that followed', async () => {
    const later = talk({ uid: 'conversation-2', startMillis: TEST_NOW_MILLIS - 60_000 });
    open(PAGE, { records: [...talk(), ...later] });
    expect(await screen.findByText(/The conversation ended at/)).toHaveTextContent('14:00:12.000');
    expect(await screen.findByRole('link', { name: 'Follow the newer conversation' })).toHaveAttribute(
      'href',
      '/a/botscope-logs-app/live?bot=support&env=production&uid=conversation-2',
    );
  });

  it('asks to talk to the bot while there is nothing', async () => {
    open(PAGE, { records: [] });
    expect(await screen.findByText('Nothing yet: talk to the bot')).toBeVisible();
  });

  it('says what is wrong when the records cannot be read, and that it is not live', async () => {
    open(PAGE, { routes: [failingArea('records', { status: 502, message: 'refused' })] });
    expect(await screen.findByText('The gateway cannot be reached')).toBeVisible();
    expect(screen.getByRole('status', { name: 'Live state' })).toHaveTextContent('not live');
  });
});

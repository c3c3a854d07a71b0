import {
  ATTR_CONTROLLER_STATE,
  ATTR_DURATION_MS,
  ATTR_EVENT,
  ATTR_FLOW_ID,
  ATTR_FLOW_NAME,
  ATTR_RETENTION,
  EVENT_FLOW_COMPLETED,
  EVENT_TURN_COMPLETED,
  RETENTION_PINNED,
  toLokiName,
} from '@botscope/conventions';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { AppServices } from '../../lib/services.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings.ts';
import { createFakeBackend, failingArea, type FakeRoute } from '../../test-support/fake-backend.ts';
import { createFakeLoki, type StoredRecord } from '../../test-support/fake-loki.ts';
import { createRefundConversation } from '../../test-support/refund-conversation.ts';
import { createTestServices, renderApp, TEST_NOW_MILLIS } from '../../test-support/render-app.tsx';
import { toStoredRecord } from '../../test-support/stored-record.ts';

const PAGE = '/a/botscope-logs-app/flows';
const BUILDER = { ...DEFAULT_SETTINGS, builderUrl: 'https://builder.example' };
const STATE = toLokiName(ATTR_CONTROLLER_STATE);

/** Ends of turns without a state of their own are those of a bot that waits for the user. */
const talk = () =>
  createRefundConversation().map((record) =>
    record.metadata[toLokiName(ATTR_EVENT)] === EVENT_TURN_COMPLETED
      ? { ...record, metadata: { [STATE]: 'waiting_for_input', ...record.metadata } }
      : record,
  );

const run = (flow: string, durationMillis: number) =>
  toStoredRecord({
    atMillis: TEST_NOW_MILLIS - 30_000,
    kind: 'step',
    event: EVENT_FLOW_COMPLETED,
    attributes: { [ATTR_FLOW_ID]: flow, [ATTR_FLOW_NAME]: flow, [ATTR_DURATION_MS]: durationMillis },
  });

type Options = Partial<AppServices> & {
  readonly records?: readonly StoredRecord[];
  readonly routes?: readonly FakeRoute[];
};

function open(address = PAGE, { records = talk(), routes = [], ...services }: Options = {}) {
  const { backend } = createFakeBackend(...routes, createFakeLoki('records', records).route);
  return {
    ...renderApp(address, createTestServices({ backend, settings: BUILDER, ...services })),
    user: userEvent.setup(),
  };
}

const grid = async (name: string) => within(await screen.findByRole('grid', { name }));
const cells = (row: HTMLElement) =>
  within(row)
    .getAllByRole('gridcell')
    .map(({ textContent }) => textContent);

describe('FlowsPage', () => {
  it('B8: lists the flows that were seen, with a way to each in the builder', async () => {
    const { user } = open(PAGE, { records: [...talk(), run('Order status', 40), run('Order status', 60)] });
    const flows = await grid('Flows');
    const [, orders, refund] = flows.getAllByRole('row') as [HTMLElement, HTMLElement, HTMLElement];
    expect(cells(orders).slice(0, 9)).toEqual([
      ...['Order status', 'support', 'production', '–', '2', '–', '–', '50 ms', '59 ms'],
    ]);
    expect(cells(refund).slice(0, 7)).toEqual([
      ...['Refund', 'support', 'production', 'intent', '1', '✗ 1 (100 %)', '1 (100 %)'],
    ]);
    expect(refund).toHaveTextContent('1.9 s · Create refund');
    await user.click(refund);
    expect(await screen.findByRole('link', { name: 'Open in the builder' })).toHaveAttribute(
      'href',
      'https://builder.example/flows/refunds',
    );
  });

  it('shows the steps of a flow in order, where it failed and was left, and its slowest turn', async () => {
    const { user, getAddress } = open();
    await user.click((await grid('Flows')).getByText('Refund'));
    const rows = (await grid('Steps of the flow')).getAllByRole('row').slice(1);
    expect(rows.map((row) => cells(row)[1])).toEqual(['Detect intent', 'Store payment', 'Load order', 'Create refund']);
    const [, , , refund] = rows as [HTMLElement, HTMLElement, HTMLElement, HTMLElement];
    expect(cells(refund).slice(2, 7)).toEqual(['1', '1 (100 %)', '1 (100 %)', '1.9 s', '1.9 s']);
    expect(within(refund).getByRole('link', { name: /Newest drop-off/ })).toHaveAttribute(
      'href',
      expect.stringContaining('uid=conversation-1&turn=conversation-1-turn-3&step=3'),
    );
    expect(getAddress()).toContain('flow=');
  });

  it('leads to the conversations that ran the flow', async () => {
    const { user } = open(`${PAGE}?from=now-7d`);
    await user.click((await grid('Flows')).getByText('Refund'));
    expect(await screen.findByRole('link', { name: 'Conversations with this flow' })).toHaveAttribute(
      'href',
      '/a/botscope-logs-app/conversations?bot=support&env=production&flow=refunds&from=now-7d&to=now',
    );
  });

  it('says why there is no way into the builder', async () => {
    const { user } = open(PAGE, { settings: DEFAULT_SETTINGS });
    await user.click((await grid('Flows')).getByText('Refund'));
    expect(await screen.findByRole('link', { name: /Open in the builder: No builder address/ })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  });

  it('counts no copy that is kept long a second time', async () => {
    const copies = talk().map((record) => ({
      ...record,
      labels: { ...record.labels, [toLokiName(ATTR_RETENTION)]: RETENTION_PINNED },
    }));
    open(PAGE, { records: [...talk(), ...copies] });
    expect(cells((await grid('Flows')).getAllByRole('row')[1] as HTMLElement)[4]).toBe('1');
  });

  it('says what would appear while there is nothing', async () => {
    open(PAGE, { records: [] });
    expect(await screen.findByText('Flows appear here once a bot has run one')).toBeVisible();
  });

  it('says what failed', async () => {
    open(PAGE, { routes: [failingArea('records', { status: 504, message: 'late' })] });
    expect(await screen.findByText('The gateway took too long')).toBeVisible();
  });
});

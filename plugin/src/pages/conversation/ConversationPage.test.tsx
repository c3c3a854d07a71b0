import { ATTR_RETENTION, ATTR_STEP_INDEX, RETENTION_PINNED, toLokiName } from '@botscope/conventions';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../lib/settings.ts';
import { createFakeBackend, failingArea, type FakeRoute } from '../../test-support/fake-backend.ts';
import { createFakeLoki, type StoredRecord } from '../../test-support/fake-loki.ts';
import { createRefundConversation, REFUND_START_MILLIS } from '../../test-support/refund-conversation.ts';
import { createTestServices, renderApp } from '../../test-support/render-app.tsx';
import type { AppServices } from '../../lib/services.ts';

const PAGE = '/a/botscope-logs-app/conversation?bot=support&env=production&uid=conversation-1';
const FAILED_TURN = 'turn=conversation-1-turn-3';

type Options = Partial<AppServices> & {
  readonly role?: 'Viewer' | 'Editor' | 'Admin';
  readonly records?: readonly StoredRecord[];
  readonly routes?: readonly FakeRoute[];
};

function open(address = PAGE, { records = createRefundConversation(), routes = [], ...services }: Options = {}) {
  const loki = createFakeLoki('records', records);
  const others = [createFakeLoki('audit'), createFakeLoki('api-calls')].map(({ route }) => route);
  const { backend } = createFakeBackend(...routes, loki.route, ...others);
  return { ...renderApp(address, createTestServices({ backend, ...services })), loki, user: userEvent.setup() };
}

const transcript = async () => within(await screen.findByRole('log', { name: 'Transcript' }));
const turnPanel = async () => within(await screen.findByRole('region', { name: 'Turn' }));
const steps = async () => within(await screen.findByRole('grid', { name: 'Steps' }));
const step = async (index: number) => within(await screen.findByRole('region', { name: `Step ${index}` }));

describe('ConversationPage', () => {
  it('A19: opens the turn of any user input by the bug beside it', async () => {
    const { user, getAddress } = open();
    const inputs = (await transcript()).getAllByRole('article', { name: 'Message from user' });
    expect(inputs).toHaveLength(2);
    await user.click(within(inputs[0] as HTMLElement).getByRole('button', { name: /Debug/ }));
    expect(getAddress()).toContain('turn=conversation-1-turn-1');
    expect(await screen.findByRole('heading', { name: /turn 1: "I want a refund"/ })).toBeVisible();
    expect((await steps()).getByText('Detect intent')).toBeVisible();
  });

  it('gives no bug to the bot’s own messages', async () => {
    open();
    for (const reply of (await transcript()).getAllByRole('article', { name: 'Message from bot' })) {
      expect(within(reply).queryByRole('button')).toBeNull();
    }
  });

  it('A23: shows triggered events by name in transcript and logs', async () => {
    open(`${PAGE}&pane=logs`);
    expect((await transcript()).getByRole('article', { name: 'Event' })).toHaveTextContent('callbackStatus');
    const logs = within(await screen.findByRole('grid', { name: 'Logs' }));
    expect(logs.getByText('callbackStatus')).toBeVisible();
    expect(logs.getByText('{"paid":true,"reference":"r-17"}')).toBeVisible();
  });

  it('A24: shows what an event brought and the steps it caused', async () => {
    const { user } = open();
    const event = (await transcript()).getByRole('article', { name: 'Event' });
    await user.click(within(event).getByRole('button', { name: /Debug/ }));
    expect(await screen.findByRole('group', { name: 'Payload of the event' })).toHaveTextContent('reference: "r-17"');
    expect((await steps()).getByText('Store payment')).toBeVisible();
  });

  it('A18: shows the logs beside the transcript', async () => {
    const { user } = open();
    const [ofConversation] = await screen.findAllByRole('tab', { name: 'Logs' });
    await user.click(ofConversation!);
    const logs = within(await screen.findByRole('grid', { name: 'Logs' }));
    expect(logs.getByText('Create refund')).toBeVisible();
    expect((await transcript()).getByText('I want a refund')).toBeVisible();
  });

  it('begins each line of the logs with its time, with milliseconds in the person’s zone', async () => {
    open(`${PAGE}&pane=logs`, { timeZone: 'Europe/Berlin' });
    const logs = within(await screen.findByRole('grid', { name: 'Logs' }));
    expect(logs.getAllByRole('columnheader')[0]).toHaveTextContent('Time');
    const line = logs.getByText('callbackStatus').closest('[role="row"]') as HTMLElement;
    expect(within(line).getAllByRole('gridcell')[0]).toHaveTextContent(/^15:00:05\.000$/);
  });

  it('A6: names flow and trigger of the turn', async () => {
    open(`${PAGE}&${FAILED_TURN}`);
    const path = within((await turnPanel()).getByRole('navigation', { name: 'Flow path' }));
    expect(path.getAllByRole('listitem').map((crumb) => crumb.textContent)).toEqual(['✗ Refund(intent)']);
  });

  it('A9: jumps to the first failed step and shows its error with the stack', async () => {
    const { user, getAddress } = open(`${PAGE}&${FAILED_TURN}`);
    await user.click(await screen.findByRole('button', { name: 'Jump to first error' }));
    expect(getAddress()).toContain('step=3');
    expect((await step(3)).getByText('unknown currency')).toBeVisible();
    expect((await step(3)).getByText(/at refund \(flow\.ts:4\)/)).toBeVisible();
  });

  it('shows the failed turn and what failed in it without a click where there is room', async () => {
    open();
    expect((await step(3)).getByText('unknown currency')).toBeVisible();
    expect(await screen.findByRole('heading', { name: /turn 3/ })).toBeVisible();
    expect(screen.getByRole('button', { name: /error in turn 3/ })).toBeVisible();
  });

  it('A12: lists steps in order with time, duration, calls and state', async () => {
    open(`${PAGE}&${FAILED_TURN}`);
    const rows = (await steps()).getAllByRole('row').slice(1);
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringMatching(/^114:00:09\.019.*Detect intentnlu41 ms/),
      expect.stringMatching(/^214:00:09\.060.*Load orderapi390 ms.*HTTP 200/),
      expect.stringMatching(/^314:00:09\.500.*Create refund the flow ended hereapi1\.9 s.*1 of 3: HTTP 500✗ error/),
    ]);
  });

  it('N6: says that all steps are here, or which index is missing', async () => {
    const complete = open(`${PAGE}&${FAILED_TURN}`);
    expect((await turnPanel()).getByText('3 of 3 steps')).toBeVisible();
    complete.unmount();
    const isSecond = ({ metadata }: StoredRecord) => metadata[toLokiName(ATTR_STEP_INDEX)] === '2';
    open(`${PAGE}&${FAILED_TURN}`, { records: createRefundConversation().filter((record) => !isSecond(record)) });
    expect((await turnPanel()).getByText('2 of 3 steps stored: index 2 is missing')).toBeVisible();
    expect((await steps()).getByText('index 2 is missing')).toBeVisible();
  });

  it('A8: shows changed variables with their values before and after', async () => {
    open(`${PAGE}&${FAILED_TURN}&step=3&tab=variables`);
    const row = (await step(3)).getByRole('row', { name: /refund\.id/ });
    expect(
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['"r-17"', 'null']);
  });

  it('A5: shows the state of the controller at the step and at the turn', async () => {
    open(`${PAGE}&${FAILED_TURN}`);
    const failed = (await steps()).getByText('Create refund').closest('[role="row"]') as HTMLElement;
    expect(within(failed).getAllByRole('gridcell').at(-2)).toHaveTextContent('✗ error');
    expect((await turnPanel()).getByText('state').parentElement).toHaveTextContent(/^state ✗ error$/);
  });

  it('A10: leads from a call of a step to its row in the API logs', async () => {
    open(`${PAGE}&${FAILED_TURN}&step=3&tab=calls`);
    const failed = (await step(3)).getByText('HTTP 500').closest('li') as HTMLElement;
    const link = within(failed).getByRole('link', { name: 'Request and response' });
    const address = new URL(link.getAttribute('href') ?? '', 'http://grafana');
    expect(address.pathname).toBe('/a/botscope-logs-app/api-calls');
    expect(address.searchParams.get('selected')).toBe('call-2');
    expect(Number(address.searchParams.get('from'))).toBeLessThan(REFUND_START_MILLIS);
  });

  it('says only how many calls failed to a person without the permission for API logs', async () => {
    open(`${PAGE}&${FAILED_TURN}&step=3&tab=calls`, { role: 'Viewer' });
    expect((await step(3)).getByText('1 of 3 calls failed (HTTP 500)')).toBeVisible();
    expect((await step(3)).queryByRole('link')).toBeNull();
  });

  it('B14: leads to the node of a step, or says why there is no way there', async () => {
    const settings = { ...DEFAULT_SETTINGS, builderUrl: 'https://builder.example' };
    const first = open(`${PAGE}&${FAILED_TURN}`, { settings });
    const links = (await steps()).getAllByRole('link', { name: 'View node' });
    expect(links.map((link) => link.getAttribute('href'))).toContain('https://builder.example/flows/refunds?node=n3');
    first.unmount();
    open(`${PAGE}&${FAILED_TURN}`);
    const disabled = (await steps()).getAllByRole('link', { name: /No builder address is set/ });
    expect(disabled[0]).toHaveAttribute('aria-disabled', 'true');
  });

  it('B16: offers view logs and view node at each time in production', async () => {
    const { user, getAddress } = open(`${PAGE}&${FAILED_TURN}`);
    const row = within((await steps()).getByText('Load order').closest('[role="row"]') as HTMLElement);
    expect(row.getByRole('link', { name: /View node/ })).toBeInTheDocument();
    await user.click(row.getByRole('button', { name: 'View logs' }));
    expect(getAddress()).toContain('step=2&tab=logs');
    expect((await step(2)).getByText('Test')).toBeVisible();
    expect((await step(2)).getByRole('group', { name: 'Logged value' })).toHaveTextContent('tries: 1');
  });

  it('shows a record of the logs in full: body and attributes', async () => {
    const { user } = open(`${PAGE}&pane=logs`);
    const logs = within(await screen.findByRole('grid', { name: 'Logs' }));
    const line = within(logs.getByText('callbackStatus').closest('[role="row"]') as HTMLElement);
    await user.click(line.getByRole('button', { name: 'View logs' }));
    const record = within(await screen.findByRole('region', { name: 'Record' }));
    expect(record.getByRole('group', { name: 'Body of the record' })).toHaveTextContent('paid: true');
    expect(record.getByText('bot_received_event_name')).toBeVisible();
  });

  it('moves over steps by arrow keys, opens by Enter and closes by Escape', async () => {
    const { user, getAddress } = open(`${PAGE}&${FAILED_TURN}`);
    (await screen.findByRole('grid', { name: 'Steps' })).focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(getAddress()).toContain('step=2');
    await user.keyboard('{ArrowDown}');
    expect(getAddress()).toContain('step=3');
    await user.keyboard('{Escape}');
    expect(getAddress()).not.toContain('step=');
  });

  it('shows a turn that is recorded while the page is open', async () => {
    const [start, ...rest] = createRefundConversation({ isOngoing: true });
    const { loki } = open(PAGE, { records: start ? [start] : [], nowMillis: () => REFUND_START_MILLIS + 15_000 });
    expect(await screen.findByText(/Still running/)).toBeVisible();
    loki.records.push(...rest);
    expect(await (await transcript()).findByText('Where is my money?')).toBeVisible();
  });

  it('says that a production conversation is not yet listed, and shows it all the same', async () => {
    open();
    expect(await screen.findByText(/Not yet listed: .* 15 minutes after their end/)).toBeVisible();
    expect((await transcript()).getByText('I want a refund')).toBeVisible();
  });

  it.each([
    ['an unknown UID', `${PAGE}x`, /No such conversation is stored/],
    ['a link older than what is kept', `${PAGE}x&from=1&to=1000`, /This conversation has expired/],
    ['no UID', '/a/botscope-logs-app/conversation', /No conversation is chosen/],
  ])('says so in words for %s', async (_what, address, text) => {
    open(address);
    expect(await screen.findByText(text)).toBeVisible();
  });

  it('finds a flagged conversation by its UID when only its copies are left', async () => {
    const startMillis = REFUND_START_MILLIS - 60 * 86_400_000;
    const records = createRefundConversation({ startMillis, attributes: { [ATTR_RETENTION]: RETENTION_PINNED } });
    open(PAGE, { records });
    expect((await transcript()).getByText('I want a refund')).toBeVisible();
    expect(screen.getByText(/· pinned/)).toBeVisible();
  });

  it('degrades to nothing selected for a turn that is not stored', async () => {
    open(`${PAGE}&turn=gone`);
    expect(await screen.findByText(/The turn of this link is not stored/)).toBeVisible();
  });

  it.each([
    ['does not answer', 502, undefined, 'Tempo cannot be asked: the timings of its trace are missing.'],
    ['does not keep the trace', 200, { trace: {}, metrics: {} }, 'Its trace was sampled away; the steps are complete'],
    ['has the trace', 200, { trace: { resourceSpans: [{}] } }, undefined],
  ] as const)('shows a turn whole when Tempo %s', async (_what, status, body, note) => {
    const records = createRefundConversation().map((record) => ({
      ...record,
      metadata: { ...record.metadata, trace_id: '0af7651916cd43dd8448eb211c80319c' },
    }));
    const asked: string[] = [];
    const traces: FakeRoute = (request) => {
      if (request.area !== 'traces') return undefined;
      if (request.path !== 'api/search') asked.push(request.path);
      return status === 200 ? body : failingArea('traces', { status, message: 'refused', part: 'tempo' })(request);
    };
    open(`${PAGE}&${FAILED_TURN}`, { records, routes: [traces], nowMillis: () => REFUND_START_MILLIS + 3_600_000 });
    expect((await steps()).getByText('Create refund')).toBeVisible();
    await waitFor(() => expect(new Set(asked)).toEqual(new Set(['api/v2/traces/0af7651916cd43dd8448eb211c80319c'])));
    const panel = await turnPanel();
    if (note !== undefined) expect(await panel.findByText(note, { exact: false })).toBeVisible();
    else expect(panel.queryByText(/Tempo|sampled/)).toBeNull();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('links the trace in Explore with absolute time, only to those who may open Explore', async () => {
    const findTraceSource = () => 'tempo-uid';
    const records = createRefundConversation().map((record) => ({
      ...record,
      metadata: { ...record.metadata, trace_id: '0af7651916cd43dd8448eb211c80319c' },
    }));
    const without = open(`${PAGE}&${FAILED_TURN}`, { records, findTraceSource });
    await turnPanel();
    expect(screen.queryByRole('link', { name: /Trace in Explore/ })).toBeNull();
    without.unmount();
    open(`${PAGE}&${FAILED_TURN}`, { records, findTraceSource, hasAction: () => true });
    const href = (await screen.findByRole('link', { name: /Trace in Explore/ })).getAttribute('href') ?? '';
    const panes = JSON.parse(new URL(href, 'http://grafana').searchParams.get('panes') ?? '') as {
      trace: { range: unknown };
    };
    expect(panes.trace.range).toEqual({ from: '1795269549000', to: '1795269671430' });
  });

  it('flags the conversation and says so when the sidecar refuses', async () => {
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Flag this conversation' }));
    await user.click(screen.getByRole('button', { name: 'Flag' }));
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('The sidecar'));
  });
});

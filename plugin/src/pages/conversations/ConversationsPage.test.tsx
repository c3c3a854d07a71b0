import { ATTR_BOT_ID, ATTR_BOT_NAME, ATTR_DEPLOYMENT_ENVIRONMENT_NAME } from '@botscope/conventions';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createFakeBackend, failingArea, type FakeRoute } from '../../test-support/fake-backend.ts';
import { createFakeLoki } from '../../test-support/fake-loki.ts';
import { CONVERSATIONS_PATH, findList, openConversations, readRows } from '../../test-support/open-conversations.tsx';
import { createRefundConversation, REFUND_START_MILLIS } from '../../test-support/refund-conversation.ts';
import { createTestServices, renderApp, TEST_NOW_MILLIS } from '../../test-support/render-app.tsx';
import { toForeignRecord } from '../../test-support/stored-record.ts';

const PAGE = CONVERSATIONS_PATH;

describe('ConversationsPage', () => {
  it('A16: stands under Analysis as Conversation logs', async () => {
    openConversations([]);
    expect(await screen.findByRole('navigation', { name: 'Breadcrumb' })).toHaveTextContent(
      'Analysis › Conversation logs',
    );
  });

  it('shows state, activity, bot, user, flow, turns, failed calls and the last message, newest activity first', async () => {
    const earlier = createRefundConversation({ uid: 'earlier', startMillis: REFUND_START_MILLIS - 60_000 });
    openConversations([...earlier, ...createRefundConversation({ uid: 'later' })]);
    const rows = (await findList()).getAllByRole('row').slice(1);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toHaveTextContent(
      /error.*2026-11-21 14:00:1\d\.\d{3}.*4 m.*Support.*production.*web.*Mia Lang.*Refund/,
    );
    expect(rows[0]).toHaveTextContent(/3.*1 \(HTTP 500\).*"Where is my money\?"/);
    expect(within(rows[1] as HTMLElement).getByRole('link')).toHaveAttribute(
      'href',
      expect.stringContaining('uid=earlier'),
    );
  });

  it('A17: opens a conversation by a click on its row, with bot, environment and UID in the address', async () => {
    const { user, getAddress } = openConversations(createRefundConversation({ uid: 'a/b?c&d="é' }));
    await user.click(await (await findList()).findByText('Mia Lang'));
    const address = new URL(getAddress(), 'http://grafana');
    expect(address.pathname).toBe('/a/botscope-logs-app/conversation');
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      bot: 'support',
      env: 'production',
      uid: 'a/b?c&d="é',
    });
  });

  it('opens the row under the cursor by keyboard', async () => {
    const { user, getAddress } = openConversations([
      ...createRefundConversation({ uid: 'first' }),
      ...createRefundConversation({ uid: 'second', startMillis: REFUND_START_MILLIS - 60_000 }),
    ]);
    (await screen.findByRole('grid', { name: 'Conversations' })).focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(getAddress()).toContain('uid=second');
  });

  it('A13: finds a conversation by its UID, keeps the UID in the address and offers it to be copied', async () => {
    const { user, getAddress } = openConversations([
      ...createRefundConversation({ uid: '9f2c-71' }),
      ...createRefundConversation({ uid: 'other', startMillis: REFUND_START_MILLIS - 60_000 }),
    ]);
    await findList();
    await user.keyboard('/');
    await user.keyboard('9f2c-71{Enter}');
    await waitFor(async () => expect(await readRows()).toHaveLength(1));
    expect(getAddress()).toContain('q=9f2c-71');
    await user.click(await (await findList()).findByText('Mia Lang'));
    expect(getAddress()).toContain('uid=9f2c-71');
    const copied: string[] = [];
    Object.defineProperty(document, 'execCommand', {
      configurable: true,
      value: () => copied.push(readSelection()) > 0,
    });
    await user.click(await screen.findByRole('button', { name: 'Copy UID' }));
    await waitFor(() => expect(copied).toEqual(['9f2c-71']));
  });

  it('B5: leaves a production conversation out until the delay after its end is over', async () => {
    const loki = createFakeLoki('records', createRefundConversation());
    const atMinute = (minutes: number) => () => REFUND_START_MILLIS + 12_000 + minutes * 60_000;
    const services = createTestServices({ backend: createFakeBackend(loki.route).backend, nowMillis: atMinute(14) });
    const early = renderApp(PAGE, services);
    expect(await screen.findByText('Nothing is listed yet')).toBeVisible();
    expect(screen.getByText(/^1 production conversation is not listed yet: 15 minutes after its end/)).toBeVisible();
    early.unmount();
    renderApp(PAGE, { ...services, nowMillis: atMinute(16) });
    expect(await readRows()).toHaveLength(1);
  });

  it('narrows to an environment, a bot and errors by the address alone', async () => {
    const sandbox = { [ATTR_DEPLOYMENT_ENVIRONMENT_NAME]: 'sandbox' };
    const booking = { [ATTR_BOT_ID]: 'booking', [ATTR_BOT_NAME]: 'Booking' };
    const { requests } = openConversations(
      [
        ...createRefundConversation({ uid: 'in-production' }),
        ...createRefundConversation({ uid: 'in-sandbox', attributes: sandbox }),
        ...createRefundConversation({ uid: 'booked', attributes: { ...sandbox, ...booking } }),
      ],
      { search: '?env=sandbox&bot=booking&errors=1' },
    );
    expect(await readRows()).toEqual([expect.stringContaining('Booking')]);
    const query = requests.find((request) => request.query?.query?.includes('booking'))?.query?.query;
    expect(query).toContain('deployment_environment_name="sandbox"');
  });

  it('A20: flags a conversation with a note by the flag icon of its row, which then tells by whom, when and why', async () => {
    const flags: unknown[] = [];
    const sidecar: FakeRoute = ({ area, method, body }) => {
      if (area !== 'sidecar') return undefined;
      if (method === 'PUT') flags.push({ ...(body as object), by: 'Anna', at: REFUND_START_MILLIS });
      return method === 'GET' ? [...flags] : {};
    };
    const { user, getAddress } = openConversations(createRefundConversation(), { routes: [sidecar] });
    await user.click(await (await findList()).findByRole('button', { name: 'Flag this conversation' }));
    await user.type(screen.getByLabelText(/^Note/), 'Ask Mia{Enter}');
    const icon = await (await findList()).findByRole('button', { name: /^Flagged/ });
    expect(icon).toHaveAttribute('aria-pressed', 'true');
    expect(icon).toHaveAttribute('title', expect.stringMatching(/^Flagged by Anna, .*14:00:00\.000: Ask Mia$/));
    const key = { bot: 'support', environment: 'production', conversation: 'conversation-1' };
    expect(flags).toEqual([{ ...key, note: 'Ask Mia', knownAt: null, by: 'Anna', at: REFUND_START_MILLIS }]);
    expect(getAddress()).toMatch(/conversations/);
  });

  it('lists a turn that ends while the page is open', async () => {
    const { loki } = openConversations(
      createRefundConversation({ uid: 'first', startMillis: REFUND_START_MILLIS - 600_000 }),
    );
    expect(await readRows()).toHaveLength(1);
    loki.records.push(...createRefundConversation({ uid: 'second', startMillis: TEST_NOW_MILLIS - 13_000 }));
    await waitFor(async () => expect(await readRows()).toHaveLength(2));
  });

  it('says what would appear, with the line to paste into a bot, when nothing was recorded', async () => {
    openConversations([]);
    expect(await screen.findByText('Conversations appear here')).toBeVisible();
    expect(screen.getByText(/startBotTelemetry\(/)).toBeVisible();
  });

  it('names the parts that are not well beside an empty list', async () => {
    const parts = [
      { name: 'gateway', state: 'ok' },
      { name: 'Tempo', state: 'degraded', reason: 'It is away.' },
      { name: 'structured metadata', state: 'down', reason: 'Loki does not take it.', fix: 'Set it to true.' },
    ];
    openConversations([], { routes: [({ path }) => (path === 'health' ? { parts } : undefined)] });
    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByText('structured metadata').closest('p')).toHaveTextContent(
      'structured metadata Loki does not take it. Set it to true.',
    );
    expect(alert.queryByText(/^(gateway|Tempo)$/)).toBeNull();
    expect(alert.getByRole('link', { name: 'Open the pipeline' })).toHaveAttribute(
      'href',
      '/a/botscope-logs-app/pipeline',
    );
    expect(screen.getByText('Conversations appear here')).toBeVisible();
  });

  it('says which part failed, what to try, and shows the query on demand', async () => {
    const answer = { status: 502, message: 'connect refused', code: 'upstream_down', part: 'loki', fix: 'Start it.' };
    const { user } = openConversations([], { routes: [failingArea('records', answer, 'query_range')] });
    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByText('Loki cannot be reached')).toBeVisible();
    expect(alert.getByText('Start it.')).toBeVisible();
    await user.click(alert.getByRole('button', { name: 'Show query' }));
    expect(alert.getByText(/bot_record_kind/)).toBeVisible();
  });

  it('shows the same from a store that keeps our labels as metadata, its bots among the choices', async () => {
    const records = createRefundConversation();
    openConversations(records);
    const expected = await readRows();
    cleanup();
    const { requests } = openConversations(records.map(toForeignRecord));
    expect(await readRows()).toEqual(expected);
    const query = requests
      .flatMap(({ path, query: params }) => (path.endsWith('query_range') ? [params?.query ?? ''] : []))
      .find((text) => text.startsWith('{'));
    expect(query).toMatch(
      /^\{service_name=~"\.\+"\} .*\| bot_record_kind = "step" or bot_record_kind = "conversation"/,
    );
    await waitFor(() =>
      expect(requests.some(({ query: params }) => params?.query?.startsWith('sum by (bot_id)'))).toBe(true),
    );
  });

  it('shows control and direction characters of hostile texts as escapes', async () => {
    openConversations(createRefundConversation({ attributes: { [ATTR_BOT_NAME]: 'evil\u202etxt.exe\u0007' } }));
    expect((await readRows())[0]).toContain('evil\\u202etxt.exe\\u0007');
  });
});

/** Text that a copy command would take: the fallback for plain http copies from a selected text area. */
function readSelection(): string {
  const { activeElement } = document;
  return activeElement instanceof HTMLTextAreaElement ? activeElement.value : '';
}

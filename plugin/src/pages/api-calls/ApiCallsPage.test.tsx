import {
  ATTR_API_REQUEST_TYPE,
  ATTR_API_SOURCE_TYPE,
  ATTR_DURATION_MS,
  ATTR_ENDUSER_NAME,
  ATTR_ERROR_TYPE,
  ATTR_EXCEPTION_MESSAGE,
  ATTR_EXCEPTION_TYPE,
  ATTR_FLOW_NAME,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_INTEGRATION_NAME,
  ATTR_OUTCOME,
  ATTR_RECORD_UID,
  ATTR_SERVER_ADDRESS,
  ATTR_STEP_INDEX,
  ATTR_STEP_NAME,
  ATTR_TURN_ID,
  ATTR_URL_FULL,
  ATTR_USER_NAME,
  EVENT_API_CALL,
  EVENT_SCRIPT_EXCEPTION,
} from '@botscope/conventions';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { createFakeBackend, failingArea } from '../../test-support/fake-backend.ts';
import { createFakeLoki, type StoredRecord } from '../../test-support/fake-loki.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings.ts';
import { createTestServices, renderApp, TEST_NOW_MILLIS } from '../../test-support/render-app.tsx';
import { toStoredRecord, type Attributes } from '../../test-support/stored-record.ts';

const ADDRESS = '/a/botscope-logs-app/api-calls';
const MINUTE = 60_000;

function toCall(uid: string, minutesAgo: number, attributes: Attributes = {}, body: object = {}): StoredRecord {
  return toStoredRecord({
    atMillis: TEST_NOW_MILLIS - minutesAgo * MINUTE,
    kind: 'api',
    event: EVENT_API_CALL,
    attributes: {
      [ATTR_RECORD_UID]: uid,
      [ATTR_HTTP_REQUEST_METHOD]: 'GET',
      [ATTR_API_REQUEST_TYPE]: 'GET',
      [ATTR_HTTP_RESPONSE_STATUS_CODE]: 200,
      [ATTR_URL_FULL]: 'https://api.example/v1/orders/8812?expand=1',
      [ATTR_SERVER_ADDRESS]: 'api.example',
      [ATTR_INTEGRATION_NAME]: 'json_api_node',
      [ATTR_FLOW_NAME]: 'Order status',
      [ATTR_STEP_NAME]: 'Look up order',
      [ATTR_STEP_INDEX]: 3,
      [ATTR_TURN_ID]: 'turn-1',
      [ATTR_ENDUSER_NAME]: 'Mia Lang',
      [ATTR_DURATION_MS]: 2000,
      ...attributes,
    },
    body: {
      request: { method: 'GET', url: 'https://api.example/v1/orders/8812?expand=1', headers: { accept: 'text/plain' } },
      response: {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: '{"id":"8812","big":12345678901234567890}',
      },
      ...body,
    },
  });
}

const failed = toCall(
  'call-failed',
  2,
  {
    [ATTR_HTTP_REQUEST_METHOD]: 'POST',
    [ATTR_API_REQUEST_TYPE]: 'POST',
    [ATTR_HTTP_RESPONSE_STATUS_CODE]: 500,
    [ATTR_ERROR_TYPE]: '500',
    [ATTR_OUTCOME]: 'error',
    [ATTR_URL_FULL]: 'https://api.example/v1/refunds',
    [ATTR_STEP_NAME]: 'Create refund',
  },
  {
    request: { method: 'POST', url: 'https://api.example/v1/refunds', headers: {}, body: '{"order":"8812"}' },
    response: { status: 500, headers: {}, body: '{"error":"unknown currency"}' },
  },
);
const unreachable = toCall(
  'call-dns',
  3,
  {
    [ATTR_HTTP_RESPONSE_STATUS_CODE]: undefined,
    [ATTR_ERROR_TYPE]: 'dns',
    [ATTR_OUTCOME]: 'error',
    [ATTR_INTEGRATION_NAME]: 'twilio',
  },
  { response: undefined, error: { phase: 'dns', cause: 'host not found', host: 'api.twlio.com' } },
);
const byAgent = toCall('call-agent', 4, { [ATTR_API_SOURCE_TYPE]: 'agent_inbox', [ATTR_USER_NAME]: 'Anna Berg' });
const script = toStoredRecord({
  atMillis: TEST_NOW_MILLIS - 5 * MINUTE,
  kind: 'api',
  event: EVENT_SCRIPT_EXCEPTION,
  attributes: {
    [ATTR_RECORD_UID]: 'call-script',
    [ATTR_OUTCOME]: 'error',
    [ATTR_EXCEPTION_TYPE]: 'TypeError',
    [ATTR_EXCEPTION_MESSAGE]: 'no date',
  },
  body: { stack: 'TypeError: no date\n  at line 2', console: ['order 2002'], variables: { 'order.id': '2002' } },
});

function renderPage(records: readonly StoredRecord[], query = '?refresh=off') {
  const loki = createFakeLoki('api-calls', records);
  const { backend, requests } = createFakeBackend(loki.route);
  return { ...renderApp(ADDRESS + query, createTestServices({ backend })), loki, requests };
}

const rowOf = async (text: string) => (await screen.findByText(text)).closest<HTMLElement>('[role=row]')!;
const detail = () => screen.findByRole('region', { name: 'API call' });

describe('ApiCallsPage', () => {
  it('F20: shows the selected call beside the list, and leafs through with the keyboard', async () => {
    const { getAddress } = renderPage([toCall('call-ok', 1), failed]);
    await userEvent.click(await rowOf('api.example/v1/orders/8812'));
    expect(within(await detail()).getByRole('heading', { name: /GET api.example\/v1\/orders\/8812/ })).toBeVisible();
    expect(getAddress()).toContain('selected=call-ok');
    screen.getByRole('grid', { name: 'API calls' }).focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(within(await detail()).getByRole('heading', { name: /POST api.example\/v1\/refunds/ })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('region', { name: 'API call' })).toBeNull();
  });

  it('F21: shows the code received from the server, in words too', async () => {
    renderPage([failed], '?refresh=off&selected=call-failed');
    expect(within(await rowOf('api.example/v1/refunds')).getByText('500')).toBeVisible();
    expect(within(await detail()).getByText('Internal server error.')).toBeVisible();
  });

  it('F22: names the bot of a call and filters by bot', async () => {
    const { requests } = renderPage([failed], '?refresh=off&bot=support');
    expect(within(await rowOf('api.example/v1/refunds')).getByText('Support')).toBeVisible();
    expect(requests.some(({ query }) => query?.query?.includes('bot_id="support"'))).toBe(true);
  });

  it('F23: links the source to the step in the conversation', async () => {
    renderPage([failed], '?refresh=off&selected=call-failed');
    const link = within(await detail()).getByRole('link', { name: /Order status › Create refund/ });
    expect(link.getAttribute('href')).toMatch(
      /conversation\?env=production&bot=support&uid=conversation-1&turn=turn-1&step=3&from=\d+&to=\d+|conversation\?bot=support&env=production&uid=conversation-1&turn=turn-1&step=3/,
    );
  });

  it('F24: names the agent as source of a call from the inbox, without a link', async () => {
    renderPage([byAgent], '?refresh=off&selected=call-agent');
    const panel = await detail();
    expect(within(panel).getByText('Agent: Anna Berg')).toBeVisible();
    expect(within(panel).queryByRole('link')).toBeNull();
  });

  it('F26: shows the display name of the application', async () => {
    renderPage([unreachable]);
    expect(within(await rowOf('api.example/v1/orders/8812')).getByText('Twilio')).toBeVisible();
  });

  it.each([
    { name: 'F7: platform APIs', id: 'platform_api', shown: 'Platform API' },
    { name: 'F8: JSON API node', id: 'json_api_node', shown: 'JSON API' },
    { name: 'F9: Clickatell', id: 'clickatell', shown: 'Clickatell' },
    { name: 'F10: Twilio', id: 'twilio', shown: 'Twilio' },
    { name: 'F11: Google Calendar', id: 'google_calendar', shown: 'Google Calendar' },
    { name: 'F12: Google Sheets', id: 'google_sheets', shown: 'Google Sheets' },
    { name: 'F14: Salesforce', id: 'salesforce', shown: 'Salesforce' },
    { name: 'F15: Zendesk', id: 'zendesk', shown: 'Zendesk' },
    { name: 'F16: Freshdesk', id: 'freshdesk', shown: 'Freshdesk' },
  ])('$name is shown by its name', async ({ id, shown }) => {
    renderPage([toCall('call-ok', 1, { [ATTR_INTEGRATION_NAME]: id })]);
    expect(within(await rowOf('api.example/v1/orders/8812')).getByText(shown)).toBeVisible();
  });

  it('F33: offers all bots of the account, also those without a call', async () => {
    const { backend } = createFakeBackend(createFakeLoki('api-calls', [failed]).route);
    const settings = { ...DEFAULT_SETTINGS, bots: [{ id: 'quiet', name: 'Quiet bot' }] };
    renderApp(`${ADDRESS}?refresh=off`, createTestServices({ backend, settings }));
    await screen.findByText('api.example/v1/refunds');
    await userEvent.click(screen.getByRole('combobox', { name: 'Bot' }));
    const options = (await screen.findAllByRole('option')).map((option) => option.textContent);
    expect(options).toEqual(['All bots', expect.stringContaining('Quiet bot'), expect.stringContaining('support')]);
  });

  it('F43: links to the help that is configured', async () => {
    const settings = { ...DEFAULT_SETTINGS, helpUrl: 'https://help.example/api' };
    renderApp(`${ADDRESS}?refresh=off`, createTestServices({ settings }));
    expect(await screen.findByRole('link', { name: 'Help' })).toHaveAttribute('href', 'https://help.example/api');
  });

  it('F27: shows when the integration was triggered, not when it had ended', async () => {
    renderPage([toCall('call-ok', 1)], '?refresh=off&selected=call-ok');
    // 14:05 minus one minute minus the two seconds that the call took.
    expect(within(await detail()).getByText(/14:03:58/)).toBeVisible();
  });

  it('shows the response as a tree with exact numbers, and raw', async () => {
    renderPage([toCall('call-ok', 1)], '?refresh=off&selected=call-ok&tab=response');
    const panel = await detail();
    expect(within(panel).getByText('12345678901234567890')).toBeVisible();
    await userEvent.click(within(panel).getByRole('radio', { name: 'Raw' }));
    expect(within(panel).getByLabelText('Response body')).toHaveTextContent('{"id":"8812","big":12345678901234567890}');
  });

  it('offers no command for a request whose body was cut', async () => {
    const request = { method: 'POST', url: 'https://api.example/', headers: {}, body: 'begin', bodySha256: 'ab' };
    renderPage(
      [toCall('call-cut', 1, { 'bot.body.truncated': 'true' }, { request })],
      '?refresh=off&selected=call-cut',
    );
    expect(await within(await detail()).findByText(/The body was cut/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Copy curl' })).toBeNull();
  });

  it('says why a host was not reached', async () => {
    renderPage([unreachable], '?refresh=off&selected=call-dns');
    expect(within(await rowOf('api.example/v1/orders/8812')).getByText('ERR dns')).toBeVisible();
    const panel = await detail();
    expect(panel).toHaveTextContent('Host not found.');
    expect(panel).toHaveTextContent('It failed in phase dns at api.twlio.com: host not found');
  });

  it('lists a script that threw, with its exception and variables', async () => {
    renderPage([script], '?refresh=off&selected=call-script');
    expect(within(await rowOf('TypeError: no date')).getByText('threw')).toBeVisible();
    const panel = await detail();
    expect(within(panel).getByLabelText('Stack')).toHaveTextContent('at line 2');
    await userEvent.click(within(panel).getByRole('tab', { name: 'Variables' }));
    expect(panel).toHaveTextContent('order.id: "2002"');
  });

  it('F30: filters by success or error over the whole range', async () => {
    const { requests } = renderPage([toCall('call-ok', 1), failed]);
    await userEvent.click(await screen.findByRole('radio', { name: '✗ Error' }));
    await waitFor(() => expect(screen.queryByText('api.example/v1/orders/8812')).toBeNull());
    expect(await screen.findByText('api.example/v1/refunds')).toBeVisible();
    expect(requests.at(-1)?.query?.query).toContain('bot_outcome="error"');
  });

  it('F19: searches the text typed, literally, beside the other filters', async () => {
    renderPage([toCall('call-ok', 1), failed], '?refresh=off&status=error');
    await userEvent.type(await screen.findByRole('textbox', { name: /Search URL/ }), 'UNKNOWN currency{Enter}');
    expect(await screen.findByText('api.example/v1/refunds')).toBeVisible();
    await userEvent.clear(screen.getByRole('textbox', { name: /Search URL/ }));
    await userEvent.type(screen.getByRole('textbox', { name: /Search URL/ }), 'unknown.*{Enter}');
    expect(await screen.findByText('No call matches')).toBeVisible();
  });

  it('F34: asks for no more than the last 30 days and says so', async () => {
    const { requests } = renderPage([failed], '?refresh=off&from=now-90d');
    await screen.findByText('api.example/v1/refunds');
    expect(screen.getByText(/Shown from 30 days ago/)).toBeVisible();
    const starts = requests.flatMap(({ path, query }) => (path.endsWith('query_range') ? [Number(query?.start)] : []));
    expect(Math.min(...starts)).toBeGreaterThanOrEqual((TEST_NOW_MILLIS - 30 * 86_400_000) * 1e6);
  });

  it('F6: says that an error is kept for 30 days', async () => {
    renderPage([failed], '?refresh=off&selected=call-failed');
    expect(within(await detail()).getByText(/keep until 21 Dec 2026/)).toBeVisible();
  });

  it('F5: says that a successful call is kept for 7 days', async () => {
    renderPage([toCall('call-ok', 1)], '?refresh=off&selected=call-ok');
    expect(within(await detail()).getByText(/keep until 28 Nov 2026/)).toBeVisible();
  });

  it('finds the call of a link although the list does not hold it', async () => {
    renderPage([failed], '?refresh=off&from=now-1m&selected=call-failed');
    expect(within(await detail()).getByText('Internal server error.')).toBeVisible();
  });

  it('says that the call of a stale link is not here', async () => {
    renderPage([failed], '?refresh=off&selected=gone');
    expect(await screen.findByText('This call is not here')).toBeVisible();
  });

  it('says what would be here when nothing is', async () => {
    renderPage([]);
    expect(await screen.findByText('API calls appear here')).toBeVisible();
  });

  it('says that the page may be switched off when the gateway does not know the area', async () => {
    const { backend } = createFakeBackend(
      failingArea('api-calls', { status: 404, message: 'API logs are switched off' }),
    );
    renderApp(`${ADDRESS}?refresh=off`, createTestServices({ backend }));
    expect(await screen.findByText('API logs are switched off')).toBeVisible();
  });

  it('F4: is closed to a Viewer', async () => {
    renderApp(ADDRESS, createTestServices({ role: 'Viewer' }));
    expect(await screen.findByText(/may not/i)).toBeVisible();
    expect(screen.queryByRole('grid')).toBeNull();
  });

  it('F3: stands under Integrations as API logs', async () => {
    renderPage([]);
    expect(await screen.findByRole('navigation', { name: 'Breadcrumb' })).toHaveTextContent('Integrations › API logs');
  });
});

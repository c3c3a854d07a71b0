import {
  ATTR_AUDIT_ACTION,
  ATTR_AUDIT_ENTITY_ID,
  ATTR_AUDIT_ENTITY_NAME,
  ATTR_AUDIT_ENTITY_TYPE,
  ATTR_BOT_ID,
  ATTR_TURN_ID,
  ATTR_STEP_INDEX,
  ATTR_URL_FULL,
  ATTR_USER_NAME,
  EVENT_API_CALL,
  EVENT_AUDIT_CHANGE,
  type Role,
} from '@botscope/conventions';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../lib/settings.ts';
import { createFakeBackend, failingArea, type FakeRoute } from '../../test-support/fake-backend.ts';
import { createFakeLoki, type StoredRecord } from '../../test-support/fake-loki.ts';
import { createRefundConversation, REFUND_START_MILLIS } from '../../test-support/refund-conversation.ts';
import { createTestServices, renderApp } from '../../test-support/render-app.tsx';
import { toStoredRecord, type Attributes } from '../../test-support/stored-record.ts';

const PAGE = '/a/botscope-logs-app/conversation?bot=support&env=production&uid=conversation-1';
const FAILED_TURN = `${PAGE}&turn=conversation-1-turn-3`;
const FAILED_MILLIS = REFUND_START_MILLIS + 11_400;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const change = (millisBefore: number, type: string, id: string, states: unknown, more: Attributes = {}) =>
  toStoredRecord({
    atMillis: FAILED_MILLIS - millisBefore,
    kind: 'audit',
    event: EVENT_AUDIT_CHANGE,
    attributes: {
      [ATTR_AUDIT_ACTION]: 'UPDATED',
      [ATTR_AUDIT_ENTITY_TYPE]: type,
      [ATTR_AUDIT_ENTITY_ID]: id,
      [ATTR_AUDIT_ENTITY_NAME]: `The ${type}`,
      [ATTR_USER_NAME]: 'Anna',
      ...more,
    },
    body: states,
  });

const WEBHOOK = change(2 * MINUTE + 31_000, 'webhook', '41', {
  before: { name: 'Refunds', url: 'https://api.example/v1/refunds' },
  after: { name: 'Refunds', url: 'https://api.example/v2/refunds' },
});
const CARD = change(MINUTE, 'card', '7', { before: { text: 'Hi' }, after: { text: 'Hello' } });
const CALL = toStoredRecord({
  atMillis: FAILED_MILLIS - 10,
  kind: 'api',
  event: EVENT_API_CALL,
  attributes: {
    [ATTR_TURN_ID]: 'conversation-1-turn-3',
    [ATTR_STEP_INDEX]: 3,
    [ATTR_URL_FULL]: 'https://api.example/v2/refunds',
  },
});

interface Options {
  readonly audit?: readonly StoredRecord[];
  readonly role?: Role;
  readonly changeWindowHours?: number;
  readonly routes?: readonly FakeRoute[];
}

function open(address: string, { audit = [], role = 'Admin', changeWindowHours = 24, routes = [] }: Options = {}) {
  const stores = [
    createFakeLoki('records', createRefundConversation()),
    createFakeLoki('audit', audit),
    createFakeLoki('api-calls', [CALL]),
  ];
  const { backend, requests } = createFakeBackend(...routes, ...stores.map(({ route }) => route));
  const settings = { ...DEFAULT_SETTINGS, changeWindowHours };
  renderApp(address, createTestServices({ backend, role, settings }));
  return { requests, user: userEvent.setup() };
}

const section = async () => within(await screen.findByRole('region', { name: 'What changed before' }));

describe('ChangesBefore', () => {
  it('shows at an error what was changed before, the nearest first, with old and new, by whom, and its audit entry', async () => {
    const { user } = open(FAILED_TURN, { audit: [WEBHOOK, CARD] });
    await user.click(await (await section()).findByRole('button', { name: 'Show 1 more' }));
    const [first, second] = await (await section()).findAllByRole('listitem');
    expect(first).toHaveTextContent(
      '2 min before' +
        'related webhook 41 "The webhook" UPDATED, by Anna Audit entry' +
        'url: https://api.example/v1/refunds → https://api.example/v2/refunds',
    );
    expect(second).toHaveTextContent(/^1 min beforecard 7 "The card" UPDATED, by Anna Audit entrytext: Hi → Hello$/);
    const link = within(first as HTMLElement).getByRole('link', { name: 'Audit entry' });
    const address = new URL(link.getAttribute('href') ?? '', 'http://grafana');
    expect(address.pathname).toBe('/a/botscope-logs-app/audit');
    expect(address.searchParams.get('entry')).toBe(WEBHOOK.metadata.log_record_uid);
  });

  it('leaves out other bots, what came later and what is older than the configured hours', async () => {
    const others = [
      change(MINUTE, 'card', '1', { before: 1, after: 2 }, { [ATTR_BOT_ID]: 'booking' }),
      change(-MINUTE, 'card', '2', { before: 1, after: 2 }),
      change(3 * HOUR, 'card', '3', { before: 1, after: 2 }),
    ];
    open(FAILED_TURN, { audit: others, changeWindowHours: 2 });
    expect(await (await section()).findByText('Nothing was changed in the 2 h before.')).toBeVisible();
  });

  it('shows at once only what the failure refers to, and the others when asked', async () => {
    const many = Array.from({ length: 5 }, (_, index) =>
      change(index * MINUTE + 1, 'card', `${index}`, { after: index }),
    );
    const { user } = open(FAILED_TURN, { audit: many });
    const more = await (await section()).findByRole('button', { name: 'Show 5 changes that nothing here refers to' });
    expect((await section()).queryAllByRole('listitem')).toEqual([]);
    await user.click(more);
    expect((await section()).getAllByRole('listitem')).toHaveLength(5);
  });

  it('tells those who may not read the audit log who may, and asks nothing in their name', async () => {
    const { requests } = open(FAILED_TURN, { audit: [WEBHOOK], role: 'Editor' });
    expect(await (await section()).findByText(/Those who may read the audit log \(Admins\)/)).toBeVisible();
    expect(requests.filter(({ area }) => area === 'audit')).toEqual([]);
  });

  it('says what failed when the audit log cannot be read', async () => {
    open(FAILED_TURN, {
      routes: [failingArea('audit', { status: 502, message: 'away', code: 'upstream_down', part: 'loki' })],
    });
    expect(await (await section()).findByRole('alert')).toHaveTextContent('Loki');
  });

  it('is not there where nothing failed', async () => {
    open(`${PAGE}&turn=conversation-1-turn-1`, { audit: [WEBHOOK] });
    expect(await screen.findByRole('grid', { name: 'Steps' })).toBeVisible();
    expect(screen.queryByRole('region', { name: 'What changed before' })).toBeNull();
  });

  it('shows hostile texts as text', async () => {
    const hostile = change(MINUTE, 'card', '\u202e<img src=x>', {
      before: '<b>',
      after: { __proto__: 1, 'a\u0000b': '\u2066' },
    });
    const { user } = open(FAILED_TURN, { audit: [hostile] });
    await user.click(await (await section()).findByRole('button', { name: /^Show 1 change/ }));
    const [item] = await (await section()).findAllByRole('listitem');
    expect(item).toHaveTextContent('\\u202e<img src=x>');
    expect(item?.querySelector('img, b')).toBeNull();
  });
});

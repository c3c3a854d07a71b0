import {
  ATTR_AUDIT_ACTION,
  ATTR_AUDIT_ACTOR_TYPE,
  ATTR_AUDIT_ENTITY_ID,
  ATTR_AUDIT_ENTITY_NAME,
  ATTR_AUDIT_ENTITY_TYPE,
  ATTR_AUDIT_ID,
  ATTR_RECORD_UID,
  ATTR_USER_EMAIL,
  ATTR_USER_NAME,
  EVENT_AUDIT_CHANGE,
} from '@botscope/conventions';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { createFakeBackend } from '../../test-support/fake-backend.ts';
import { createFakeLoki, type StoredRecord } from '../../test-support/fake-loki.ts';
import { createTestServices, renderApp, TEST_NOW_MILLIS } from '../../test-support/render-app.tsx';
import { toStoredRecord, type Attributes } from '../../test-support/stored-record.ts';

const ADDRESS = '/a/botscope-logs-app/audit';
const MINUTE = 60_000;
const TEXT = { name: 'Hello World!', is_active: true };

function toEntry(uid: string, minutesAgo: number, attributes: Attributes, body: unknown): StoredRecord {
  return toStoredRecord({
    atMillis: TEST_NOW_MILLIS - minutesAgo * MINUTE,
    kind: 'audit',
    event: EVENT_AUDIT_CHANGE,
    attributes: {
      [ATTR_RECORD_UID]: uid,
      [ATTR_AUDIT_ID]: `17952400003234561${uid.length}`,
      [ATTR_AUDIT_ACTION]: 'UPDATED',
      [ATTR_AUDIT_ENTITY_TYPE]: 'response',
      [ATTR_AUDIT_ENTITY_NAME]: 'Text',
      [ATTR_AUDIT_ENTITY_ID]: '512',
      [ATTR_USER_NAME]: 'Anna Berg',
      [ATTR_USER_EMAIL]: 'anna@example.com',
      ...attributes,
    },
    body,
  });
}

const created = toEntry('created', 3, { [ATTR_AUDIT_ACTION]: 'CREATED' }, { before: null, after: TEXT });
const updated = toEntry('updated', 2, {}, { before: TEXT, after: { ...TEXT, name: 'Good Morning 🌞' } });
const deleted = toEntry('deleted', 1, { [ATTR_AUDIT_ACTION]: 'DELETED' }, { before: TEXT, after: null });
const login = toEntry(
  'login',
  4,
  {
    [ATTR_AUDIT_ACTION]: 'LOGIN',
    [ATTR_AUDIT_ENTITY_TYPE]: 'access',
    [ATTR_AUDIT_ENTITY_NAME]: 'Anna Berg',
    [ATTR_AUDIT_ENTITY_ID]: 'u-anna',
  },
  { context: { ip: '192.0.2.14' } },
);
const bySystem = toEntry(
  'system',
  5,
  {
    [ATTR_USER_NAME]: undefined,
    [ATTR_USER_EMAIL]: undefined,
    [ATTR_AUDIT_ACTOR_TYPE]: 'system',
    [ATTR_AUDIT_ENTITY_TYPE]: 'csv_export',
    [ATTR_AUDIT_ENTITY_NAME]: 'Q4',
  },
  { after: { rows: 1 } },
);
const all = [created, updated, deleted, login, bySystem];

function renderPage(records: readonly StoredRecord[], query = '') {
  const { backend, requests } = createFakeBackend(createFakeLoki('audit', records).route);
  return { ...renderApp(ADDRESS + query, createTestServices({ backend })), requests };
}

const detail = () => screen.findByRole('region', { name: 'Audit entry' });
const delta = async () => within(await detail()).getByRole('group', { name: 'Delta' });
/** Text of the marked parts: what is struck through and what is new. */
const marks = (element: HTMLElement, tag: 'ins' | 'del') =>
  [...element.querySelectorAll(tag)].map((mark) => mark.textContent);
const dataRows = () => screen.getAllByRole('row').slice(1);

describe('AuditPage', () => {
  it('C57: lists the newest entry first', async () => {
    renderPage(all);
    await screen.findAllByText('response · Text');
    const actions = dataRows().map((row) => within(row).getAllByRole('gridcell')[2]?.textContent);
    expect(actions).toEqual(['DELETED', 'UPDATED', 'CREATED', 'LOGIN', 'UPDATED']);
  });

  it('C7: shows the type of the entity and its name', async () => {
    renderPage([bySystem]);
    expect(await screen.findByText('csv_export · Q4')).toBeVisible();
  });

  it('C8: shows the id of the entity', async () => {
    renderPage([updated]);
    await screen.findByText('response · Text');
    expect(within(dataRows()[0]!).getByText('512')).toBeVisible();
  });

  it('C9: shows the time to the second, ISO on hover', async () => {
    renderPage([updated]);
    const time = await screen.findByText('21 Nov 2026 14:03:00');
    expect(time).toHaveAttribute('title', expect.stringContaining('2026-11-21T14:03:00'));
  });

  it('names the system where no person acted', async () => {
    renderPage([bySystem]);
    await screen.findByText('csv_export · Q4');
    expect(within(dataRows()[0]!).getByText('system')).toBeVisible();
  });

  it('C17: shows the change when the entity name is hovered, and keeps it open after a click', async () => {
    const { getAddress } = renderPage([updated]);
    const name = await screen.findByRole('button', { name: 'response · Text' });
    await userEvent.hover(name);
    expect(await screen.findByText(/Good Morning/)).toBeVisible();
    await userEvent.click(name);
    expect(await delta()).toBeVisible();
    expect(getAddress()).toContain('entry=updated');
  });

  it('C20: shows the whole initial data of a new entity as added', async () => {
    renderPage(all, '?entry=created');
    expect(marks(await delta(), 'del')).toEqual([]);
    expect(await detail()).toHaveTextContent('Created: there was no state before.');
  });

  it('C21: the new response "Text" has name and is_active added', async () => {
    renderPage(all, '?entry=created');
    expect(marks(await delta(), 'ins')).toEqual(['"Hello World!"', 'true']);
    expect(await delta()).toHaveTextContent('+ name: "Hello World!"+ is_active: true');
  });

  it('C22: strikes the old value through and shows the new one', async () => {
    renderPage(all, '?entry=updated');
    expect(marks(await delta(), 'del')).toEqual(['"Hello World!"']);
  });

  it('C24: the name goes from "Hello World!" to "Good Morning 🌞"', async () => {
    renderPage(all, '?entry=updated');
    expect(await delta()).toHaveTextContent(/- name: "Hello World!"\s*\+ name: "Good Morning 🌞"/);
    expect(marks(await delta(), 'ins')).toEqual(['"Good Morning 🌞"']);
  });

  it('C23: shows nested changes and elements, with unchanged parts folded', async () => {
    const before = { title: 'Welcome', style: { size: 1, color: 'red' }, tags: ['a', 'b'] };
    const after = { title: 'Welcome', style: { size: 2, color: 'red' }, tags: ['a', 'b', 'c'] };
    renderPage([toEntry('nested', 1, {}, { before, after })], '?entry=nested');
    const shown = await delta();
    expect(marks(shown, 'del')).toEqual(['1']);
    expect(marks(shown, 'ins')).toEqual(['2', '"c"']);
    expect(shown).not.toHaveTextContent('Welcome');
    await userEvent.click(within(shown).getAllByRole('button', { name: /unchanged/ })[0]!);
    expect(shown).toHaveTextContent('title: "Welcome"');
  });

  it('C25: strikes every field of a deleted entity through', async () => {
    renderPage(all, '?entry=deleted');
    expect(marks(await delta(), 'ins')).toEqual([]);
    expect(marks(await delta(), 'del')).toHaveLength(2);
  });

  it('C26: says that a deleted entity is no longer reachable', async () => {
    renderPage(all, '?entry=deleted');
    expect(await detail()).toHaveTextContent(
      'Removed: this is the last state before the removal; it is no longer reachable.',
    );
  });

  it('C27: keeps the whole deleted "Text" as a record, struck through', async () => {
    renderPage(all, '?entry=deleted');
    expect(marks(await delta(), 'del')).toEqual(['"Hello World!"', 'true']);
  });

  it('C44: shows the session details of a log-in in place of a delta', async () => {
    renderPage(all, '?entry=login');
    const panel = await detail();
    expect(panel).toHaveTextContent('ip: "192.0.2.14"');
    expect(within(panel).queryByRole('group', { name: 'Delta' })).toBeNull();
  });

  it('shows a move as one move, and big numbers exactly', async () => {
    const buttons = [{ id: 'b1' }, { id: 'b2' }, { id: 'b3' }];
    const line = `{"before":{"n":12345678901234567890,"buttons":${JSON.stringify(buttons)}},"after":{"n":12345678901234567891,"buttons":${JSON.stringify([buttons[2], buttons[0], buttons[1]])}}}`;
    renderPage([toEntry('moved', 1, {}, line)], '?entry=moved');
    const shown = await delta();
    expect(marks(shown, 'del')).toEqual(['12345678901234567890']);
    expect(within(shown).getAllByText(/moved from place 3/)).toHaveLength(1);
  });

  it('says how large a state is that was not stored', async () => {
    renderPage([toEntry('large', 1, {}, { delta: [{ op: 'add' }], stateSizeBytes: 600_000 })], '?entry=large');
    expect(await detail()).toHaveTextContent('State not stored (586 KB)');
  });

  it('shows an entry with a damaged body in words', async () => {
    renderPage([toEntry('damaged', 1, {}, '{"before":')], '?entry=damaged');
    expect(await detail()).toHaveTextContent('The content of this entry cannot be read');
  });

  it('C31: adds a filter row', async () => {
    renderPage(all);
    await screen.findAllByText('response · Text');
    await userEvent.click(screen.getByRole('button', { name: 'add filter' }));
    expect(screen.getByRole('group', { name: 'Filter by User' })).toBeVisible();
  });

  it('C32: offers the six columns', async () => {
    renderPage(all, '?filter=user:equals:');
    await userEvent.click(await screen.findByRole('combobox', { name: 'Column' }));
    const options = await screen.findAllByRole('option');
    expect(options.map((option) => option.textContent)).toEqual([
      'ID',
      'User',
      'Action',
      'Entity name',
      'Entity ID',
      'Timestamp',
    ]);
  });

  it('C33: offers the operators of the column', async () => {
    renderPage(all, '?filter=entityName:contains:x');
    await userEvent.click(await screen.findByRole('combobox', { name: 'Operator' }));
    const options = await screen.findAllByRole('option');
    expect(options.map((option) => option.textContent)).toEqual(['equals', 'not equals', 'contains', 'not contains']);
  });

  it('C34: takes a typed value, or one from the list', async () => {
    const { getAddress } = renderPage(all, '?filter=user:equals:');
    await userEvent.click(await screen.findByRole('combobox', { name: 'User value' }));
    await userEvent.click(await screen.findByRole('option', { name: 'Anna Berg' }));
    expect(getAddress()).toContain('filter=user%3Aequals%3AAnna+Berg');
    await waitFor(() => expect(screen.queryByText('csv_export · Q4')).toBeNull());
  });

  it('C35: removes a filter with the trash icon', async () => {
    renderPage(all, '?filter=user:equals:nobody');
    expect(await screen.findByText('No entry matches')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Remove filter' }));
    expect(await screen.findAllByText('response · Text')).toHaveLength(3);
  });

  it('C29: applies several filters together', async () => {
    renderPage(all, '?filter=user:equals:Anna+Berg&filter=action:equals:DELETED');
    await screen.findByText('response · Text');
    expect(dataRows()).toHaveLength(1);
  });

  it('C37: filters by the name or e-mail of the actor', async () => {
    renderPage(all, '?filter=user:equals:anna@example.com');
    await screen.findByText('access · Anna Berg');
    expect(dataRows()).toHaveLength(4);
  });

  it('C38: filters by several actions', async () => {
    renderPage(all, `?filter=${encodeURIComponent('action:equals:LOGIN\u001fDELETED')}`);
    await screen.findByText('access · Anna Berg');
    expect(dataRows()).toHaveLength(2);
  });

  it('C48: filters by a part of the name, or of the type', async () => {
    renderPage(all, '?filter=entityName:contains:EXPO');
    await screen.findByText('csv_export · Q4');
    expect(dataRows()).toHaveLength(1);
  });

  it('C50: finds all changes of access', async () => {
    renderPage(all, '?filter=entityName:equals:access');
    await screen.findByText('access · Anna Berg');
    expect(dataRows()).toHaveLength(1);
  });

  it('C55: takes greater than as after and less than as before', async () => {
    const at = (minutesAgo: number) => TEST_NOW_MILLIS - minutesAgo * MINUTE;
    renderPage(all, `?filter=timestamp:greaterThan:abs${at(3.5)}&filter=timestamp:lessThan:abs${at(2)}`);
    await screen.findByText('response · Text');
    expect(dataRows().map((row) => within(row).getAllByRole('gridcell')[2]?.textContent)).toEqual(['CREATED']);
  });

  it('C54: takes a relative time', async () => {
    const { getAddress } = renderPage(all, '?filter=timestamp:greaterThan:rel3600');
    await userEvent.click(await screen.findByRole('combobox', { name: 'Relative time' }));
    await userEvent.click(await screen.findByRole('option', { name: 'Last 7 days' }));
    expect(getAddress()).toContain('filter=timestamp%3AgreaterThan%3Arel604800');
  });

  it('C53: takes a date and a time from the calendar in mode Normal', async () => {
    const { getAddress } = renderPage(all, '?filter=timestamp:greaterThan:rel3600');
    await userEvent.click(await screen.findByRole('radio', { name: 'Normal' }));
    const field = await screen.findByDisplayValue(/2026-11-21 13:05:00/);
    await userEvent.clear(field);
    await userEvent.type(field, '2026-11-21 14:02:30');
    await userEvent.tab();
    await waitFor(() => expect(getAddress()).toContain(`abs${Date.UTC(2026, 10, 21, 14, 2, 30)}`));
  });

  it('C15: offers the known entity types and those seen', async () => {
    renderPage([bySystem], '?filter=entityName:equals:');
    await screen.findByText('csv_export · Q4');
    await userEvent.type(screen.getByRole('combobox', { name: 'Entity name value' }), 'Q4');
    expect(await screen.findByRole('option', { name: /^Q4/ })).toBeVisible();
    await userEvent.clear(screen.getByRole('combobox', { name: 'Entity name value' }));
    await userEvent.type(screen.getByRole('combobox', { name: 'Entity name value' }), 'zendesk_app');
    expect(await screen.findByRole('option', { name: /^zendesk_app/ })).toBeVisible();
  });

  it('C49: finds an entity by its own name', async () => {
    renderPage(all, '?filter=entityName:equals:Q4');
    await screen.findByText('csv_export · Q4');
    expect(dataRows()).toHaveLength(1);
  });

  it('C28: combines user, action, entity and time', async () => {
    const query = [
      'user:equals:Anna Berg',
      'action:equals:UPDATED',
      'entityName:equals:response',
      'timestamp:greaterThan:rel3600',
    ];
    renderPage(all, `?${query.map((row) => `filter=${encodeURIComponent(row)}`).join('&')}`);
    await screen.findByText('response · Text');
    expect(dataRows()).toHaveLength(1);
  });

  it.each([
    { name: 'C39: CREATED', action: 'CREATED' },
    { name: 'C40: UPDATED', action: 'UPDATED' },
    { name: 'C41: DELETED', action: 'DELETED' },
    { name: 'C42: INVITED', action: 'INVITED' },
    { name: 'C43: ACCEPTED', action: 'ACCEPTED' },
    { name: 'C45: LOGOUT', action: 'LOGOUT' },
  ])('$name is offered, and finds exactly its entries', async ({ action }) => {
    const actions = ['CREATED', 'UPDATED', 'DELETED', 'INVITED', 'ACCEPTED', 'LOGIN', 'LOGOUT'];
    renderPage(
      actions.map((one, index) => toEntry(`a${index}`, index + 1, { [ATTR_AUDIT_ACTION]: one }, {})),
      '?filter=action:equals:',
    );
    await screen.findAllByText('response · Text');
    await userEvent.click(screen.getByRole('combobox', { name: 'Action values' }));
    await userEvent.click(await screen.findByRole('option', { name: action }));
    await waitFor(() => expect(dataRows()).toHaveLength(1));
    expect(within(dataRows()[0]!).getByText(action)).toBeVisible();
  });

  it('C6: shows and finds an action that nobody has seen before', async () => {
    renderPage(
      [toEntry('odd', 1, { [ATTR_AUDIT_ACTION]: 'TELEPORTED' }, {}), updated],
      '?filter=action:equals:TELEPORTED',
    );
    await screen.findByText('response · Text');
    expect(dataRows()).toHaveLength(1);
    expect(within(dataRows()[0]!).getByText('TELEPORTED')).toBeVisible();
  });

  it('C18: shows which field of an entity was modified, and only that', async () => {
    renderPage(
      [toEntry('deep', 1, {}, { before: { a: { b: 1, c: 2 }, d: 3 }, after: { a: { b: 1, c: 5 }, d: 3 } })],
      '?entry=deep',
    );
    const shown = await delta();
    expect([marks(shown, 'del'), marks(shown, 'ins')]).toEqual([['2'], ['5']]);
    expect(shown).toHaveTextContent(/a.*- c: 2.*\+ c: 5/);
  });

  it('A27: shows each action in a table and, pinned, in full', async () => {
    const { getAddress } = renderPage(all);
    await screen.findAllByText('response · Text');
    expect(dataRows()).toHaveLength(5);
    await userEvent.click(within(dataRows()[3]!).getByText('LOGIN'));
    expect(await detail()).toHaveTextContent(/LOGIN by Anna Berg · anna@example.com.*ip: "192.0.2.14"/);
    expect(getAddress()).toContain('entry=login');
  });

  it('C16: stands under Settings as Audit logs', async () => {
    renderPage([]);
    expect(await screen.findByRole('navigation', { name: 'Breadcrumb' })).toHaveTextContent('Settings › Audit logs');
  });

  it('says what would be here when nothing is', async () => {
    renderPage([]);
    expect(await screen.findByText('Changes appear here')).toBeVisible();
  });
});

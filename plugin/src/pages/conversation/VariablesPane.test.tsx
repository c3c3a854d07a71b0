import { ATTR_STEP_INDEX, ATTR_TURN_INDEX, toLokiName } from '@botscope/conventions';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { createCartConversation } from '../../test-support/cart-conversation.ts';
import { createFakeBackend } from '../../test-support/fake-backend.ts';
import { createFakeLoki, type StoredRecord } from '../../test-support/fake-loki.ts';
import { createTestServices, renderApp } from '../../test-support/render-app.tsx';

const PAGE = '/a/botscope-logs-app/conversation?bot=support&env=production&uid=conversation-1&pane=variables';

function open(address = PAGE, records = createCartConversation()) {
  const { backend } = createFakeBackend(createFakeLoki('records', records).route);
  return { ...renderApp(address, createTestServices({ backend })), user: userEvent.setup() };
}

const pane = async () => within(await screen.findByRole('region', { name: 'Variables of the conversation' }));
const slider = async () => (await pane()).getByRole('slider', { name: 'Step of the conversation' });
const state = async () => within((await pane()).getByRole('table', { name: 'Variables at this step' }));
const row = async (name: string) => (await state()).getByRole('rowheader', { name }).closest('tr') as HTMLElement;

async function find(user: ReturnType<typeof userEvent.setup>, question: string) {
  const box = (await pane()).getByRole('combobox', { name: 'First step where' });
  await user.clear(box);
  // A bracket means a key to `type`, so it is written twice.
  await user.type(box, `${question.replace(/[[{]/g, '$&$&')}{Enter}`);
}

describe('VariablesPane', () => {
  it('N1: answers cart.total = null with step 7, shows the state there, and says how often it changed', async () => {
    const { user, getAddress } = open();
    await find(user, 'cart.total = null');
    expect(getAddress()).toContain('find=cart.total+%3D+null');
    expect(getAddress()).toContain('turn=cart-turn-2&step=3');
    expect(await slider()).toHaveAttribute('aria-valuetext', 'turn 2, step 3 Step 3');
    expect(await slider()).toHaveValue('6');
    expect((await pane()).getByText(/It changed twice, once to this\. This is 1 of 1\./)).toBeVisible();
    expect(await row('cart ● changed here')).toHaveTextContent('total: null');
    expect(await row('cart ● changed here')).toHaveTextContent('total: 120');
    await user.click((await pane()).getByRole('button', { name: 'Open step' }));
    expect(await screen.findByRole('region', { name: 'Step 3' })).toBeVisible();
  });

  it('rebuilds the whole state at any step, with every digit', async () => {
    open(`${PAGE}&turn=cart-turn-1&step=2`);
    expect(await row('user')).toHaveTextContent('"Mia"');
    expect(await row('order.id ● new here')).toHaveTextContent('9007199254740993');
    expect((await state()).getAllByRole('row')).toHaveLength(3);
    fireEvent.change(await slider(), { target: { value: '7' } });
    expect(await row('user ● removed here')).toHaveTextContent('no longer exists');
    expect(await row('<b>odd</b> ● new here')).toHaveTextContent('__proto__: {1}admin: true');
  });

  it('keeps the address at rest while the handle is held, and writes it when it is let go', async () => {
    const { getAddress } = open(`${PAGE}&turn=cart-turn-1&step=2`);
    const handle = await slider();
    fireEvent.change(handle, { target: { value: '4' } });
    expect(getAddress()).toContain('turn=cart-turn-1&step=2');
    fireEvent.keyUp(handle);
    expect(getAddress()).toContain('turn=cart-turn-2&step=1');
  });

  it('goes from match to match and from a change to its step', async () => {
    const { user, getAddress } = open();
    await find(user, 'cart.total');
    expect(getAddress()).toContain('turn=cart-turn-1&step=3');
    await user.click((await pane()).getByRole('button', { name: 'Match after' }));
    expect(getAddress()).toContain('turn=cart-turn-2&step=3');
    await user.click((await pane()).getByRole('button', { name: /turn 1, step 3/ }));
    expect(getAddress()).toContain('turn=cart-turn-1&step=3');
  });

  it('lists all changes of a variable from its row', async () => {
    const { user } = open();
    await user.click(within(await row('note')).getByRole('button', { name: 'Changes of note' }));
    const found = within((await pane()).getByRole('region', { name: 'Found steps' }));
    expect(found.getAllByRole('row')).toHaveLength(3);
    expect(found.getByText(/It changed twice/)).toBeVisible();
  });

  it('says what is wrong with a question and what to write instead', async () => {
    const { user } = open();
    await find(user, 'cart.total = Mia');
    expect((await pane()).getByRole('alert')).toHaveTextContent(/“Mia” is no value.*"Mia"/);
    await find(user, 'nothing.here');
    expect((await pane()).getByText(/No step that is stored changed it/)).toBeVisible();
  });

  it('says that a variable was removed to who asks when it became null', async () => {
    const { user } = open();
    await find(user, 'user = null');
    expect((await pane()).getByText(/never to this\. It was removed, though: ask for = absent\./)).toBeVisible();
  });

  it('shows a large value as its beginning and size, and in full and compared on demand', async () => {
    const { user } = open(`${PAGE}&turn=cart-turn-2&step=2`);
    const note = within(await row('note ● changed here'));
    expect(note.getAllByText(/^\d{3} bytes$/)[0]).toBeVisible();
    await user.click(note.getByRole('button', { name: 'Compare note' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('chandelier').closest('ins')).not.toBeNull();
    expect(dialog.getByText('lamp').closest('del')).not.toBeNull();
  });

  it('searches names and values of the state', async () => {
    const { user } = open();
    await user.type((await pane()).getByRole('textbox', { name: 'Search names and values of variables' }), 'PRICE');
    expect((await state()).getAllByRole('rowheader').map((cell) => cell.textContent?.trim())).toEqual(['cart']);
    expect(await row('cart')).not.toHaveTextContent('total');
  });

  it('says after a missing step which values may be out of date', async () => {
    const isLost = ({ metadata }: StoredRecord) =>
      metadata[toLokiName(ATTR_TURN_INDEX)] === '2' && metadata[toLokiName(ATTR_STEP_INDEX)] === '1';
    open(
      `${PAGE}&turn=cart-turn-2&step=3`,
      createCartConversation().filter((record) => !isLost(record)),
    );
    expect((await pane()).getByText(/Steps before this one are not stored/)).toBeVisible();
    expect(await row('user may be out of date')).toBeVisible();
  });

  it('says what would be here when no step tells of variables', async () => {
    open(PAGE, createCartConversation([[{}]]));
    expect((await pane()).getByText(/No step of this conversation tells of variables/)).toBeVisible();
  });
});

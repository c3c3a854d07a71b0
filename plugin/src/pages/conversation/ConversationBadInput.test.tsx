import {
  ATTR_BOT_ID,
  ATTR_BOT_NAME,
  ATTR_CONTROLLER_STATE,
  ATTR_DURATION_MS,
  ATTR_ENDUSER_NAME,
  ATTR_LOG_LABEL,
  ATTR_STEP_INDEX,
  ATTR_TURN_ID,
  ATTR_TURN_INDEX,
  ATTR_TURN_STEP_COUNT,
  EVENT_LOG,
  EVENT_MESSAGE_RECEIVED,
  EVENT_STEP_COMPLETED,
  EVENT_TURN_COMPLETED,
} from '@botscope/conventions';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { openConversation } from '../../test-support/open-conversation.tsx';
import { toStoredRecord, type Attributes } from '../../test-support/stored-record.ts';
import { createTurn, TURN_START_MILLIS } from '../../test-support/stored-turn.ts';

const HTML = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
const BIDI = 'abc\u202Edcba\u2066';
const ANSI = '\u001b[31mred\u001b[0m';
const LONG = 'x'.repeat(300_000);
const DEEP = '['.repeat(200) + ']'.repeat(200);

const step = (attributes: Attributes, body: unknown = {}, atMillis = 100) =>
  toStoredRecord({
    atMillis: TURN_START_MILLIS + atMillis,
    kind: 'step',
    event: EVENT_STEP_COMPLETED,
    attributes,
    body,
  });
const TURN = { [ATTR_TURN_ID]: 'turn-1', [ATTR_TURN_INDEX]: 1 };
const panel = async () => within(await screen.findByRole('region', { name: 'Turn' }));
const steps = async () => within(await screen.findByRole('grid', { name: 'Steps' }));

describe('a conversation of bad records', () => {
  it.each([
    ['HTML', HTML, HTML],
    ['direction marks', BIDI, 'abc\\u202edcba\\u2066'],
    ['terminal colours', ANSI, '\\u001b[31mred\\u001b[0m'],
    ['a name of the prototype', '__proto__', '__proto__'],
  ])('shows %s as text, wherever it stands', async (_what, text, shown) => {
    const attributes = { [ATTR_ENDUSER_NAME]: text, [ATTR_CONTROLLER_STATE]: text };
    const steps = [{ name: text, flow: text, attributes, body: { input: { [text]: text } } }];
    const { container } = openConversation(createTurn({ index: 1, text, steps }), {
      query: { turn: 'turn-1', step: 1 },
    });
    expect(await screen.findByRole('heading', { name: new RegExp(`turn 1`) })).toHaveTextContent(shown);
    expect(await screen.findByRole('region', { name: 'Step 1' })).toHaveTextContent(shown);
    expect(container.querySelectorAll('img, script')).toHaveLength(0);
    expect({}).not.toHaveProperty('polluted');
  });

  it('cuts a line of 300 KB and shows it whole on demand', async () => {
    const log = {
      atMillis: TURN_START_MILLIS,
      kind: 'log',
      event: EVENT_LOG,
      attributes: { [ATTR_LOG_LABEL]: 'long' },
    };
    const records = [
      ...createTurn({ index: 1, text: LONG, steps: [{ name: 'A' }] }),
      toStoredRecord({ ...log, body: LONG }),
    ];
    const { user, container } = openConversation(records, { query: { pane: 'logs' } });
    const whole = await screen.findByRole('button', { name: /show all 300,000 characters/ });
    expect(container.textContent.length).toBeLessThan(20_000);
    await user.click(whole);
    expect(container.textContent.length).toBeGreaterThan(300_000);
  });

  it('reads JSON of 200 levels and bodies that are no JSON', async () => {
    const records = createTurn({
      index: 1,
      text: 'Hi',
      steps: [
        { name: 'Deep', body: `{"input":${DEEP}}` },
        { name: 'Broken', body: '{"input":' },
      ],
    });
    openConversation(records, { query: { turn: 'turn-1', step: 1 } });
    expect(await screen.findByRole('region', { name: 'Step 1' })).toBeVisible();
    expect((await steps()).getByText('Broken')).toBeVisible();
  });

  it('shows records that lack nearly everything', async () => {
    const turnOnly = { [ATTR_TURN_ID]: 'turn-1' };
    const message = { atMillis: TURN_START_MILLIS, kind: 'conversation', event: EVENT_MESSAGE_RECEIVED };
    openConversation([toStoredRecord({ ...message, attributes: turnOnly }), step(turnOnly), step(turnOnly)], {
      query: { turn: 'turn-1' },
    });
    expect((await steps()).getAllByText('unnamed step')).toHaveLength(2);
    expect(within(await screen.findByRole('log', { name: 'Transcript' })).getByText('text not recorded')).toBeVisible();
    expect((await panel()).getByText('no flow')).toBeVisible();
  });

  it('keeps the order of the indexes when clocks disagree, shows no negative time, and says so', async () => {
    const records = createTurn({
      index: 1,
      text: 'Hi',
      steps: [{ name: 'First' }, { name: 'Second', atMillis: -60_000 }, { name: 'Third', atMillis: 150 }],
    });
    openConversation(records, { query: { turn: 'turn-1', view: 'waterfall' } });
    const rows = (await steps()).getAllByRole('row').slice(1);
    expect(rows.map((row) => /First|Second|Third/.exec(row.textContent)?.[0])).toEqual(['First', 'Second', 'Third']);
    expect((await panel()).getByText(/Clocks of its hosts disagree by 1 min/)).toBeVisible();
    for (const bar of (await steps()).getAllByRole('img')) expect(bar.getAttribute('aria-label')).not.toContain('-');
  });

  it('never shows a negative duration', async () => {
    const end = { [ATTR_TURN_STEP_COUNT]: 1, [ATTR_DURATION_MS]: -50 };
    const completed = { atMillis: TURN_START_MILLIS + 300, kind: 'step', event: EVENT_TURN_COMPLETED };
    const records = [
      step({ ...TURN, [ATTR_STEP_INDEX]: 1, [ATTR_DURATION_MS]: -7 }),
      toStoredRecord({ ...completed, attributes: { ...TURN, ...end } }),
    ];
    openConversation(records, { query: { turn: 'turn-1' } });
    expect((await steps()).getByText('unnamed step')).toBeVisible();
    expect(document.body).not.toHaveTextContent(/-(7|50) ms/);
  });

  it('asks which bot is meant when two use the UID, and opens the one chosen', async () => {
    const of = (bot: string) =>
      toStoredRecord({
        atMillis: TURN_START_MILLIS,
        kind: 'conversation',
        event: EVENT_MESSAGE_RECEIVED,
        attributes: { ...TURN, [ATTR_BOT_ID]: bot, [ATTR_BOT_NAME]: bot },
        body: { text: `I talk with ${bot}` },
      });
    const { user, getAddress } = openConversation([of('shop'), of('help')], { query: { bot: '', env: '' } });
    expect(await screen.findByText('2 conversations have this UID')).toBeVisible();
    await user.click(screen.getByRole('link', { name: 'help · production' }));
    expect(await screen.findByText('I talk with help')).toBeVisible();
    expect(getAddress()).toContain('bot=help');
    expect(screen.queryByText('I talk with shop')).toBeNull();
  });

  it('opens a conversation of logs alone at its logs', async () => {
    const log = {
      atMillis: TURN_START_MILLIS,
      kind: 'log',
      event: EVENT_LOG,
      attributes: { [ATTR_LOG_LABEL]: 'alone' },
    };
    openConversation([toStoredRecord({ ...log, body: { tries: 1 } })]);
    expect(within(await screen.findByRole('grid', { name: 'Logs' })).getByText('alone')).toBeVisible();
    expect(screen.queryByRole('tab', { name: 'Turn' })).toBeNull();
  });

  it.each([
    [
      'says of a UID that tells when it was made that it has expired',
      '01ARZ3NDEKTSV4RRFFQ69G5FAV',
      /made on 30 Jul 2016/,
    ],
    ['cannot tell of another whether it ever was', 'nobody', /it was never seen, or it expired/],
  ])('%s', async (_what, uid, text) => {
    openConversation([], { query: { uid } });
    expect(await screen.findByText(text)).toBeVisible();
  });
});

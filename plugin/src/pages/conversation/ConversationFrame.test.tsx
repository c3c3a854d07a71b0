import {
  ATTR_ERROR_TYPE,
  ATTR_OUTCOME,
  ATTR_STEP_TYPE,
  ATTR_USER_NAME,
  EVENT_MESSAGE_RECEIVED,
  EVENT_MESSAGE_SENT,
} from '@botscope/conventions';
import { screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../../lib/settings.ts';
import { openConversation } from '../../test-support/open-conversation.tsx';
import { createRefundConversation } from '../../test-support/refund-conversation.ts';
import { toStoredRecord } from '../../test-support/stored-record.ts';
import { createTurn, TURN_START_MILLIS } from '../../test-support/stored-turn.ts';

const ERROR = { [ATTR_OUTCOME]: 'error', [ATTR_ERROR_TYPE]: '500' };
const FAILED_CALL = { calls: [{ uid: 'call-9', method: 'POST', host: 'api.example', status: 500, durationMs: 40 }] };

/** Turn 1 goes well, turn 2 fails at its second step, turn 3 at its only one. */
const failing = () => [
  ...createTurn({
    index: 1,
    text: 'A refund, please',
    steps: ['Load', 'Create', 'Tell'].map((name) => ({ name, flow: 'Refund' })),
  }),
  ...createTurn({
    index: 2,
    text: 'Where is my money?',
    steps: [
      { name: 'Load', flow: 'Refund' },
      { name: 'Create', flow: 'Refund', attributes: ERROR, body: FAILED_CALL },
    ],
    attributes: ERROR,
  }),
  ...createTurn({
    index: 3,
    text: 'Hello?',
    steps: [{ name: 'Greet', flow: 'Welcome', attributes: ERROR }],
    attributes: ERROR,
  }),
];

const steps = async () => within(await screen.findByRole('grid', { name: 'Steps' }));
const transcript = async () => within(await screen.findByRole('log', { name: 'Transcript' }));
const heading = (text: RegExp) => screen.findByRole('heading', { name: text });

describe('the steps of a turn', () => {
  it('A11: marks the failed call, says that the flow ended there, and greys the way it did not go', async () => {
    openConversation(failing(), { query: { turn: 'turn-2' } });
    const rows = (await steps()).getAllByRole('row').slice(1);
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringMatching(/Load/),
      expect.stringMatching(/✗ {2}?Create the flow ended here.*✗ HTTP 500/),
      expect.stringMatching(/Tell not reached, as in turn 1/),
    ]);
  });

  it('does not say so of a failed call after which the flow went on', async () => {
    const turn = {
      index: 1,
      text: 'Hi',
      steps: [
        { name: 'A', flow: 'F', body: FAILED_CALL },
        { name: 'B', flow: 'F' },
      ],
    };
    openConversation(createTurn(turn), { query: { turn: 'turn-1' } });
    expect((await steps()).getByText('HTTP 500', { exact: false })).toBeVisible();
    expect((await steps()).queryByText(/the flow ended here|not reached/)).toBeNull();
  });

  it('numbers the runs of a step that a loop repeats, and groups several flows', async () => {
    const loop = ['Try', 'Try', 'Pay'].map((name) => ({ name, flow: name === 'Pay' ? 'Payment' : 'Retry' }));
    openConversation(createTurn({ index: 1, text: 'Hi', steps: loop }), { query: { turn: 'turn-1' } });
    const rows = (await steps()).getAllByRole('row').slice(1);
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringMatching(/flow Retry/),
      expect.stringMatching(/Try run 1 of 2/),
      expect.stringMatching(/Try run 2 of 2/),
      expect.stringMatching(/flow Payment/),
      expect.stringMatching(/Pay/),
    ]);
  });

  it('stand on one time line in the waterfall, told in words as well', async () => {
    const { user, getAddress } = openConversation(
      createTurn({
        index: 1,
        text: 'Hi',
        steps: [
          { name: 'A' },
          { name: 'B', atMillis: 100, durationMillis: 90 },
          { name: 'C', atMillis: 110, body: FAILED_CALL },
        ],
      }),
      { query: { turn: 'turn-1' } },
    );
    await user.click(await screen.findByRole('radio', { name: 'Waterfall' }));
    expect(getAddress()).toContain('view=waterfall');
    const bars = (await steps()).getAllByRole('img').map((bar) => bar.getAttribute('aria-label'));
    expect(bars).toEqual([
      expect.stringContaining('begins at +0 ms'),
      expect.stringContaining('the slowest step, begins at +100 ms'),
      expect.stringMatching(/begins at \+110 ms; call POST api\.example: HTTP 500, 40 ms/),
    ]);
  });
});

describe('the transcript', () => {
  it('finds a text in any line and goes from one to the next', async () => {
    const { user, getAddress } = openConversation(failing());
    await transcript();
    await user.keyboard('/');
    await user.keyboard('RE');
    expect(getAddress()).toContain('search=RE');
    expect(screen.getByText('1 of 3')).toBeVisible();
    await user.keyboard('{Enter}');
    expect(screen.getByText('2 of 3')).toBeVisible();
    expect((await transcript()).getAllByText('re', { selector: 'mark *' }).length).toBeGreaterThan(0);
    await user.keyboard('[[x');
    expect(await screen.findByText('not found')).toBeVisible();
  });

  it('shows the turns with errors alone on demand', async () => {
    const { user } = openConversation(failing());
    await user.click(await screen.findByRole('radio', { name: 'With errors (2)' }));
    expect((await transcript()).queryByText('A refund, please')).toBeNull();
    expect((await transcript()).getByText('Where is my money?')).toBeVisible();
  });

  it('gives a bug to a turn that nobody asked for', async () => {
    const { user } = openConversation(createTurn({ index: 1, steps: [{ name: 'Remind' }] }));
    const turn = (await transcript()).getByRole('article', { name: 'Turn' });
    await user.click(within(turn).getByRole('button', { name: /Debug/ }));
    expect((await steps()).getByText('Remind')).toBeVisible();
  });

  it('names the agent after a hand-over, and says who has the conversation', async () => {
    const handover = { name: 'Ask desk', attributes: { [ATTR_STEP_TYPE]: 'handover', [ATTR_USER_NAME]: 'Anna Berg' } };
    const say = (event: string, atMillis: number, attributes: object, text: string) =>
      toStoredRecord({
        atMillis: TURN_START_MILLIS + atMillis,
        kind: 'conversation',
        event,
        attributes: { ...attributes },
        body: { text },
      });
    openConversation([
      ...createTurn({ index: 1, text: 'A human, please', steps: [handover] }),
      say(EVENT_MESSAGE_SENT, 5_000, { [ATTR_USER_NAME]: 'Anna Berg' }, 'This is Anna'),
      say(EVENT_MESSAGE_RECEIVED, 6_000, {}, 'Hello Anna'),
    ]);
    const lines = await transcript();
    expect(lines.getByText('Handed over to Anna Berg')).toBeVisible();
    expect(lines.getByRole('article', { name: 'Message from agent' })).toHaveTextContent('Anna Berg agentThis is Anna');
    const last = lines.getAllByRole('article', { name: 'Message from user' }).at(-1)!;
    expect(within(last).getByRole('button', { name: /No turn of the bot answers/ })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    expect(screen.getByText(/Anna Berg has the conversation; no turn of the bot has run since/)).toBeVisible();
  });
});

describe('keys of the conversation page', () => {
  it('go over turns by j and k, to the next error by e and round, and are listed by ?', async () => {
    const { user } = openConversation(failing(), { query: { turn: 'turn-1' } });
    await heading(/turn 1/);
    await user.keyboard('j');
    await heading(/turn 2/);
    await user.keyboard('k');
    await heading(/turn 1/);
    await user.keyboard('e');
    expect(await screen.findByRole('region', { name: 'Step 2' })).toHaveTextContent('Create');
    await user.keyboard('e');
    await heading(/turn 3/);
    await user.keyboard('e');
    await heading(/turn 2/);
    await user.keyboard('?');
    expect(within(await screen.findByRole('dialog', { name: 'Keys' })).getByText('next error')).toBeVisible();
  });

  it('view logs and node of the step under the cursor by l and n', async () => {
    const opened = vi.spyOn(window, 'open').mockReturnValue(null);
    const settings = { ...DEFAULT_SETTINGS, builderUrl: 'https://builder.example' };
    const query = { turn: 'conversation-1-turn-3' };
    const { user, getAddress } = openConversation(createRefundConversation(), { settings, query });
    (await screen.findByRole('grid', { name: 'Steps' })).focus();
    await user.keyboard('{ArrowDown}{ArrowDown}n');
    expect(opened).toHaveBeenCalledWith(
      'https://builder.example/flows/refunds?node=n2',
      '_blank',
      'noopener,noreferrer',
    );
    await user.keyboard('l');
    expect(getAddress()).toContain('step=2&tab=logs');
    opened.mockRestore();
  });
});

describe('the logs of a conversation', () => {
  it('B1: tell events, messages, steps and log actions in one order of time', async () => {
    openConversation(createRefundConversation(), { query: { pane: 'logs' } });
    const rows = within(await screen.findByRole('grid', { name: 'Logs' }))
      .getAllByRole('row')
      .slice(1);
    const kinds = rows.map((row) => within(row).getAllByRole('gridcell')[1]?.textContent);
    expect(kinds.filter((kind) => kind !== 'record')).toEqual([
      ...['input', 'step', 'reply', '⚡ event', 'step', 'input', 'step', 'log', 'step', 'step', 'reply'],
    ]);
  });
});

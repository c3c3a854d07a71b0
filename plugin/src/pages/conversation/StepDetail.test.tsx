import {
  ATTR_CAPTURE_OMITTED,
  ATTR_CONTROLLER_STATE,
  ATTR_ERROR_TYPE,
  ATTR_GEN_AI_PROVIDER_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_GEN_AI_RESPONSE_FINISH_REASONS,
  ATTR_GEN_AI_RESPONSE_MODEL,
  ATTR_GEN_AI_USAGE_INPUT_TOKENS,
  ATTR_GEN_AI_USAGE_OUTPUT_TOKENS,
  ATTR_OUTCOME,
  ATTR_STEP_INDEX,
  ATTR_STEP_NAME,
  ATTR_STEP_TYPE,
  ATTR_TURN_ID,
  ATTR_TURN_INDEX,
  ATTR_VARIABLES_TRIGGER,
  EVENT_STEP_COMPLETED,
  EVENT_VARIABLES_SNAPSHOT,
} from '@botscope/conventions';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { createFakeBackend } from '../../test-support/fake-backend.ts';
import { createFakeLoki, type StoredRecord } from '../../test-support/fake-loki.ts';
import { REFUND_START_MILLIS } from '../../test-support/refund-conversation.ts';
import { createTestServices, renderApp } from '../../test-support/render-app.tsx';
import { toStoredRecord, type Attributes } from '../../test-support/stored-record.ts';

const PAGE = '/a/botscope-logs-app/conversation?bot=support&env=production&uid=conversation-1&turn=t1&step=1';
const TURN: Attributes = { [ATTR_TURN_ID]: 't1', [ATTR_TURN_INDEX]: 1, [ATTR_STEP_INDEX]: 1, [ATTR_STEP_NAME]: 'Step' };
const FAILED: Attributes = { [ATTR_OUTCOME]: 'error', [ATTR_CONTROLLER_STATE]: 'error' };

/** The detail of a step with such attributes and body. */
async function open(attributes: Attributes, body: unknown, tab = '', more: readonly StoredRecord[] = []) {
  const step = toStoredRecord({
    atMillis: REFUND_START_MILLIS,
    kind: 'step',
    event: EVENT_STEP_COMPLETED,
    attributes: { ...TURN, ...attributes },
    body,
  });
  const { backend } = createFakeBackend(createFakeLoki('records', [step, ...more]).route);
  const app = renderApp(`${PAGE}${tab === '' ? '' : `&tab=${tab}`}`, createTestServices({ backend }));
  const detail = within(await screen.findByRole('region', { name: 'Step 1' }));
  return { ...app, detail, user: userEvent.setup() };
}

const error = (type: string, message = 'it broke') => ({
  error: { type, message, stack: `${type}: ${message}\n    at x` },
});
const call = (outcome: object) => ({
  calls: [{ uid: 'c', method: 'GET', host: 'a.example', durationMs: 1, ...outcome }],
});

describe('StepDetail', () => {
  it('A4: says beside an error what such an error means and what to do, and of any entry on demand', async () => {
    const failed = await open(
      { ...FAILED, [ATTR_ERROR_TYPE]: 'Error', [ATTR_STEP_TYPE]: 'api' },
      { ...error('Error'), ...call({ errorType: 'dns' }) },
    );
    const meaning = failed.detail.getByText('Host not found').closest('dl');
    expect(meaning).toHaveTextContent(/No address is known.*Check the address for a typing error/);
    failed.unmount();
    const { detail, user } = await open({ [ATTR_STEP_TYPE]: 'condition' }, {});
    await user.click(detail.getByRole('button', { name: 'What does this entry mean?' }));
    expect(detail.getByText('Branch')).toBeVisible();
    expect(detail.getByText(/look which value of the input is unexpected/)).toBeVisible();
  });

  it.each([
    ['TypeError', {}, 'A value is not what the code expects'],
    ['Error', call({ status: 401, errorType: '401' }), 'Not authorised'],
    ['Error', call({ errorType: 'timeout' }), 'Time-out'],
  ])('explains %s with %j as “%s”', async (type, body, title) => {
    const { detail } = await open({ ...FAILED, [ATTR_ERROR_TYPE]: type }, { ...error(type), ...body });
    expect(detail.getByText(title)).toBeVisible();
  });

  it('shows a language model’s call as a chat with tokens, models and finish reason', async () => {
    const { detail } = await open(
      {
        [ATTR_STEP_TYPE]: 'llm',
        [ATTR_GEN_AI_PROVIDER_NAME]: 'openai',
        [ATTR_GEN_AI_REQUEST_MODEL]: 'shop-small',
        [ATTR_GEN_AI_RESPONSE_MODEL]: 'shop-small-2026',
        [ATTR_GEN_AI_USAGE_INPUT_TOKENS]: 412,
        [ATTR_GEN_AI_USAGE_OUTPUT_TOKENS]: 38,
        [ATTR_GEN_AI_RESPONSE_FINISH_REASONS]: '["length"]',
      },
      {
        input: {
          messages: [
            { role: 'system', content: 'Be kind' },
            { role: 'user', content: '<b>Hi</b>' },
          ],
        },
        output: {
          messages: [{ role: 'assistant', content: 'Hello' }],
          toolCalls: [{ name: 'find_order', arguments: { id: 9007199254740993n.toString() } }],
        },
      },
    );
    const messages = within(detail.getByRole('list', { name: 'Messages' })).getAllByRole('listitem');
    expect(messages.map(({ textContent }) => textContent)).toEqual([
      'systemBe kind',
      'user<b>Hi</b>',
      'assistant · answerHello',
    ]);
    expect(detail.getByText('shop-small, answered by shop-small-2026')).toBeVisible();
    expect(detail.getByText('412')).toBeVisible();
    expect(detail.getByText(/The answer was cut off/)).toBeVisible();
    expect(detail.getByRole('region', { name: 'Tool call' })).toHaveTextContent('calls tool find_order');
  });

  it('shows a script with its failing line, its console, and the variables where it threw', async () => {
    const snapshot = toStoredRecord({
      atMillis: REFUND_START_MILLIS - 1,
      kind: 'step',
      event: EVENT_VARIABLES_SNAPSHOT,
      attributes: { ...TURN, [ATTR_VARIABLES_TRIGGER]: 'script_error' },
      body: '{"variables":{"order":null,"id":9007199254740993}}',
    });
    const { detail } = await open(
      { ...FAILED, [ATTR_STEP_TYPE]: 'script', [ATTR_ERROR_TYPE]: 'TypeError' },
      { ...error('TypeError'), console: ['loading'], source: '    1 | const a = 1;\n>   2 | order.id;' },
      'script',
      [snapshot],
    );
    expect(detail.getByText(/order\.id;/).closest('mark')).not.toBeNull();
    expect(detail.getByText(/const a = 1/).closest('mark')).toBeNull();
    expect(detail.getByText('loading')).toBeVisible();
    expect(detail.getByRole('group', { name: 'Variables when the script threw' })).toHaveTextContent(
      'order: nullid: 9007199254740993',
    );
  });

  it('says to whom a hand-over went and why, and that the flow waits', async () => {
    const { detail } = await open(
      { [ATTR_STEP_TYPE]: 'handover', [ATTR_CONTROLLER_STATE]: 'waiting_for_event' },
      { input: { agent: { name: 'Tom' }, queue: 'Refunds', reason: 'over the limit' } },
    );
    for (const text of ['Tom', 'Refunds', 'over the limit', 'waiting for an event']) {
      expect(detail.getAllByText(new RegExp(text))[0]).toBeVisible();
    }
  });

  it.each([
    ['input', { [ATTR_CAPTURE_OMITTED]: 'io' }, '{}', /Not captured: the capture settings/],
    ['input', {}, '{}', /The bot gave this step no input/],
    ['output', {}, '{"input":', /Not readable: the record of this step is damaged/],
    ['variables', { [ATTR_CAPTURE_OMITTED]: 'variables' }, '{}', /Not captured: the capture settings/],
    ['variables', {}, '{"variables":{"delta":[],"count":1}}', /changed no variable\. 1 variable exists after it/],
    ['script', { [ATTR_STEP_TYPE]: 'script', [ATTR_CAPTURE_OMITTED]: 'io' }, '{}', /Not captured/],
    ['logs', {}, '{}', /logged nothing.*least level/],
  ])('says why the tab %s of a step is empty (%j, %s)', async (tab, attributes, body, text) => {
    const { detail } = await open(attributes, body, tab);
    expect(detail.getByText(text)).toBeVisible();
  });

  it('shows changed variables with every digit, large ones as beginning and size, and leads to all changes', async () => {
    const delta = `[{"name":"id","before":9007199254740992,"after":9007199254740993},{"name":"gone","before":1},{"name":"big","after":"${'x'.repeat(500)}"},{"name":"cut","after":{"$truncated":70000}}]`;
    const { detail, user, getAddress } = await open({}, `{"variables":{"delta":${delta},"count":3}}`, 'variables');
    const cells = (name: RegExp) =>
      within(detail.getByRole('row', { name }))
        .getAllByRole('cell')
        .map(({ textContent }) => textContent);
    expect(cells(/^id/)).toEqual(['9007199254740992', '9007199254740993']);
    expect(cells(/^gone/)).toEqual(['1', '– removed']);
    expect(cells(/^cut/)[1]).toBe('left out, too large to keep: 68.4 KB');
    expect(cells(/^big/)[1]).toContain('502 bytes');
    await user.click(within(detail.getByRole('row', { name: /^big/ })).getByRole('button', { name: 'Open in full' }));
    expect(within(await screen.findByRole('dialog')).getByRole('group', { name: 'Value' })).toHaveTextContent(
      'x'.repeat(500),
    );
    await user.keyboard('{Escape}');
    await user.click(detail.getByRole('button', { name: 'All changes of id' }));
    expect(getAddress()).toMatch(/pane=variables.*find=id/);
  });

  it('shows the raw record with body, attributes, what it means, and until when it is kept', async () => {
    const { detail } = await open({ trace_id: '0af7651916cd43dd8448eb211c80319c' }, { input: { a: 1 } }, 'raw');
    expect(detail.getByRole('group', { name: 'Body of the record' })).toHaveTextContent('a: 1');
    expect(detail.getByText('bot_step_index')).toBeVisible();
    expect(detail.getByText(/keep until/)).toBeVisible();
    expect(detail.getByRole('button', { name: 'Copy the id of the trace' })).toBeVisible();
  });
});

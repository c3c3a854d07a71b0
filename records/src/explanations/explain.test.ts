import * as conventions from '@botscope/conventions';
import { describe, expect, it } from 'vitest';
import { assembleConversation } from '../assembly/assemble-conversation.ts';
import { parseRecord } from '../record/parse-record.ts';
import { createConversation, START } from '../../test/test-conversation.ts';
import { toRecord, type Attributes } from '../../test/test-entries.ts';
import { EXPLANATION_CATALOGUE, explainError, explainOutcome, explainRecord, explainStep } from './explain.ts';

/** The only step of a conversation, with such attributes and body. */
function makeStep(attributes: Attributes, body: unknown = {}) {
  const make = createConversation();
  const entries = [make.step(1, 1, 1, attributes, body)];
  const step = assembleConversation(entries.map(parseRecord), { nowUnixNano: START })?.turns[0]?.steps[0];
  if (step === undefined) throw new TypeError('no step');
  return step;
}

const titles = (attributes: Attributes, body?: unknown) =>
  explainStep(makeStep(attributes, body)).map(({ title }) => title);
const FAILED = { 'bot.outcome': 'error' };
const call = (outcome: object) => ({
  calls: [{ uid: 'c', method: 'GET', host: 'a.example', durationMs: 1, ...outcome }],
});

describe('EXPLANATION_CATALOGUE', () => {
  const events = Object.entries(conventions).filter(([name]) => name.startsWith('EVENT_'));
  it.each(events)('explains %s', (_name, event) => {
    const [explanation] = explainRecord(toRecord(1n, { 'bot.event': event as string }));
    expect(explanation?.meaning).toMatch(/\.$/);
  });

  it('says title, meaning and advice of every entry', () => {
    for (const { entries } of EXPLANATION_CATALOGUE) {
      for (const { title, meaning, advice } of Object.values(entries)) {
        expect(title).toMatch(/^[A-Z]/);
        expect(meaning).toMatch(/\.$/);
        expect(advice).toMatch(/\.$/);
      }
    }
  });
});

describe('explainStep', () => {
  it.each<[string, Attributes, unknown, string]>([
    ['an unknown host', { 'error.type': 'Error' }, call({ errorType: 'dns' }), 'Host not found'],
    ['a closed port', { 'error.type': 'Error' }, call({ errorType: 'refused' }), 'Connection refused'],
    ['a bad certificate', { 'error.type': 'Error' }, call({ errorType: 'tls' }), 'Certificate not accepted'],
    ['a call that took too long', { 'error.type': 'TimeoutError' }, call({ errorType: 'timeout' }), 'Time-out'],
    ['a call that was given up', { 'error.type': 'AbortError' }, call({ errorType: 'aborted' }), 'Given up'],
    ['a broken connection', { 'error.type': 'Error' }, call({ errorType: 'reset' }), 'Connection lost'],
    ['HTTP 401', { 'error.type': 'Error' }, call({ status: 401, errorType: '401' }), 'Not authorised'],
    ['HTTP 500', { 'error.type': 'Error' }, call({ status: 500, errorType: '500' }), 'Internal server error'],
    ['HTTP 418', { 'error.type': '418' }, {}, 'Refused'],
    ['null in a script', { 'error.type': 'TypeError' }, {}, 'A value is not what the code expects'],
    ['a text that is no JSON', { 'error.type': 'SyntaxError' }, {}, 'A text cannot be read'],
    ['a limit of a model', { 'error.type': 'rate_limit' }, {}, 'The model’s rate limit is reached'],
    ['an error of the bot', { 'error.type': 'PriceError' }, {}, 'An error of the bot’s own'],
    ['a hostile type', { 'error.type': '__proto__' }, {}, 'An error of the bot’s own'],
  ])('explains %s', (_what, attributes, body, title) => {
    expect(titles({ ...FAILED, ...attributes }, body)[0]).toBe(title);
  });

  it('explains waits and kinds of step', () => {
    const waiting = { 'bot.controller.state': 'waiting_for_event', 'bot.step.type': 'handover' };
    expect(titles(waiting)).toEqual(['Waiting for an event', 'Hand-over', 'Step ended']);
    expect(titles({ 'bot.controller.state': 'running', 'bot.step.type': 'condition' })).toEqual([
      'Branch',
      'Step ended',
    ]);
    expect(titles({ 'bot.step.type': 'constructor' })).toEqual(['Step ended']);
  });

  it('says nothing of calls that a step without failure handled', () => {
    expect(titles({}, call({ status: 500, errorType: '500' }))).toEqual(['Step ended']);
  });
});

describe('explainOutcome', () => {
  it('knows classes of status, and nothing of what is no status', () => {
    expect(explainOutcome(599, undefined)?.title).toBe('Failed');
    expect(explainOutcome(302, undefined)?.title).toBe('Redirect');
    expect(explainOutcome(999, undefined)).toBeUndefined();
    expect(explainOutcome(undefined, 'toString')).toBeUndefined();
  });
});

describe('explainError', () => {
  it('takes the first type that it knows', () => {
    expect(explainError(undefined, 'PriceError', 'RangeError').title).toBe('A value is out of bounds');
  });
});

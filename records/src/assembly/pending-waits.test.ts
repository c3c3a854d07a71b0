import { describe, expect, it } from 'vitest';
import { assemble } from '../../test/assemble-test.ts';
import { createConversation } from '../../test/test-conversation.ts';
import { findPendingWaits } from './pending-waits.ts';

const WAIT = { 'bot.step.name': 'Wait for callbackStatus', 'bot.controller.state': 'waiting_for_event' };
const INPUT = { input: { event: 'callbackStatus', correlationId: 'r-1' } };

function waitsAfter(input: object, event?: Readonly<Record<string, string>>, step: object = {}) {
  const c = createConversation();
  const entries = [c.step(1, 1, 1, { ...WAIT, ...step }, input), c.turn(2, 1)];
  const came = event === undefined ? [] : [c.other(3, 'bot.event.received', 'step', 2, event, {}), c.turn(4, 2)];
  return findPendingWaits(assemble([...entries, ...came])).map(({ eventName, step }) => [eventName, step.name]);
}

const EVENT = { 'bot.received_event.name': 'callbackStatus' };
const PENDING = [['callbackStatus', 'Wait for callbackStatus']];

describe('findPendingWaits', () => {
  it('names the event that has not come', () => {
    expect(waitsAfter(INPUT)).toEqual(PENDING);
  });

  it('ends with the event of that name and correlation', () => {
    expect(waitsAfter(INPUT, EVENT)).toEqual([]);
    expect(waitsAfter(INPUT, { ...EVENT, 'bot.received_event.correlation_id': 'r-1' })).toEqual([]);
  });

  it('goes on when something else comes', () => {
    expect(waitsAfter(INPUT, { 'bot.received_event.name': 'reminder' })).toEqual(PENDING);
    expect(waitsAfter(INPUT, { ...EVENT, 'bot.received_event.correlation_id': 'r-2' })).toEqual(PENDING);
  });

  it('ends with any event where the step names none, or is told in another way', () => {
    expect(waitsAfter({ input: 'soon' })).toEqual([[undefined, 'Wait for callbackStatus']]);
    expect(waitsAfter({}, { 'bot.received_event.name': 'reminder' })).toEqual([]);
  });

  it('is no hand-over, and no step that does not wait', () => {
    expect(waitsAfter(INPUT, undefined, { 'bot.step.type': 'handover' })).toEqual([]);
    expect(waitsAfter(INPUT, undefined, { 'bot.controller.state': 'running' })).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Turn, WaitCarrier } from '../index.ts';
import { startTestTelemetry, toBody, type TestTelemetry } from '../testing/test-telemetry.ts';
import { parseSignedCarrier, signCarrier } from './signed-carrier.ts';

const KEY = 'carrier key of the tests';

/** A turn whose step waits for a call-back. */
function waitIn<Result>(test: TestTelemetry, tell: (turn: Turn) => Result): Result {
  return test.telemetry.conversation({ uid: 'c1' }).turn({ input: 'pay' }, (turn) => {
    turn.step({ id: 'other' }, () => 1);
    turn.step({ id: 'pay', name: 'Pay' }, (step) => step.setState('waiting_for_event'));
    return tell(turn);
  });
}

/** Types of the links of the only span of an event, with the span that each names. */
async function linksOf(test: TestTelemetry, name: string): Promise<(readonly [unknown, string])[]> {
  const span = (await test.spans()).find((each) => each.name === name);
  return (span?.links ?? []).map(({ attributes, spanId }) => [attributes['bot.link.type'], spanId] as const);
}

describe('carrier', () => {
  it('names conversation, turn, step and span of the wait as plain JSON, for another process to link to', async () => {
    const first = await startTestTelemetry({ carrierKey: KEY });
    const kept = JSON.parse(JSON.stringify(waitIn(first, (turn) => ({ carrier: turn.carrier() })))) as {
      carrier: WaitCarrier;
    };
    const waiting = (await first.spans()).find(({ name }) => name === 'step step Pay');
    const turn = await first.record('bot.turn.completed');
    expect(kept.carrier).toEqual({
      conversationUid: 'c1',
      botId: '42',
      turnId: turn.attributes['bot.turn.id'],
      turnIndex: 1,
      stepId: 'pay',
      traceparent: `00-${waiting?.traceId}-${waiting?.spanId}-01`,
    });
    const second = await startTestTelemetry({ carrierKey: KEY });
    second.telemetry
      .resume(kept.carrier)
      .receivedEvent({ name: 'paid', payload: {} }, (event) => event.send('Thank you.'));
    expect(await linksOf(second, 'event paid')).toEqual([['resumes', waiting?.spanId]]);
    const { attributes } = await second.record('bot.event.received');
    expect(attributes).toMatchObject({ 'gen_ai.conversation.id': 'c1', 'bot.turn.index': 2n });
    expect(await second.records('bot.conversation.started')).toEqual([]);
  });

  it('travels signed in a call-back address', async () => {
    const first = await startTestTelemetry({ carrierKey: KEY });
    const signed = waitIn(first, (turn) => ({ signed: turn.signedCarrier() })).signed as string;
    const address = new URL(`https://bot.example/paid?wait=${signed}`);
    expect(address.searchParams.get('wait')).toBe(signed);
    const second = await startTestTelemetry({ carrierKey: KEY });
    second.telemetry.resume(signed).turn({ input: 'done' }, () => 'fine');
    const waiting = (await first.spans()).find(({ name }) => name === 'step step Pay');
    expect(await linksOf(second, 'turn')).toEqual([['resumes', waiting?.spanId]]);
    expect((await second.record('bot.turn.completed')).attributes['gen_ai.conversation.id']).toBe('c1');
  });

  it('is that of the running step, and of the turn where no step waits', async () => {
    const test = await startTestTelemetry();
    const conversation = test.telemetry.conversation();
    const carriers = conversation.turn({}, (turn) => {
      const ofTurn = turn.carrier();
      const [ofStep, byTurn] = turn.step({ id: 'n1' }, (step) => [step.carrier(), turn.carrier()]);
      return { ofTurn, ofStep, byTurn };
    });
    const root = (await test.spans()).find(({ name }) => name === 'turn');
    expect(carriers.ofTurn?.traceparent).toContain(root?.spanId);
    expect(carriers.ofTurn).not.toHaveProperty('stepId');
    expect(carriers.ofStep?.stepId).toBe('n1');
    expect(carriers.byTurn).toEqual(carriers.ofStep);
  });

  it('leaves turn and step waiting for what they said', async () => {
    const test = await startTestTelemetry();
    waitIn(test, () => undefined);
    const states = (await test.records('bot.step.completed')).map((r) => r.attributes['bot.controller.state']);
    expect(states).toEqual(['running', 'waiting_for_event']);
    const turn = await test.record('bot.turn.completed');
    expect(turn.attributes['bot.controller.state']).toBe('waiting_for_event');
  });

  const other = { conversationUid: 'c2', botId: '42', turnId: 't', turnIndex: 1 };
  const soon = Date.now() + 600_000;
  it.each([
    ['forged', signCarrier({ ...other, conversationUid: 'c1' }, 'another key of others', soon)],
    ['expired', signCarrier({ ...other, conversationUid: 'c1' }, KEY, 1)],
    ['foreign', signCarrier({ ...other, conversationUid: 'c1', botId: '43' }, KEY, soon)],
    ['foreign', other],
    ['malformed', 'v1.e30'],
    ['malformed', {}],
    ['malformed', 7],
    ['malformed', 'x'.repeat(5_000)],
  ])('records an event with a %s carrier without a link, and counts it', async (fault, carrier) => {
    const test = await startTestTelemetry({ carrierKey: KEY });
    const options = { name: 'paid', payload: 1, resumes: carrier as string };
    expect(test.telemetry.conversation({ uid: 'c1' }).receivedEvent(options, () => 5)).toBe(5);
    expect(await test.records('bot.event.received')).toHaveLength(1);
    expect(await linksOf(test, 'event paid')).toEqual([]);
    expect(test.telemetry.stats().unreadable).toEqual({ [`fault: carrier ${fault}`]: 1 });
  });

  it('goes on with the conversation of the options where a carrier does not count', async () => {
    const test = await startTestTelemetry({ carrierKey: KEY });
    const conversation = test.telemetry.resume('v1.forged.forged', { uid: 'c9', channel: 'web' });
    expect(conversation.uid).toBe('c9');
    conversation.turn({}, () => 1);
    expect((await test.record('bot.turn.completed')).attributes['bot.channel']).toBe('web');
    expect(test.telemetry.resume('v1.forged.forged').uid).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is made of no signature, and taken for none, without a key', async () => {
    const test = await startTestTelemetry();
    expect(waitIn(test, (turn) => ({ signed: turn.signedCarrier() })).signed).toBeUndefined();
    const signed = signCarrier({ ...other, conversationUid: 'c1' }, KEY, soon);
    test.telemetry.resume(signed, { uid: 'c1' }).receivedEvent({ name: 'paid', payload: 1 }, () => 1);
    expect((await linksOf(test, 'event paid')).map(([type]) => type)).toEqual(['previous_turn']);
    expect(test.telemetry.stats().unreadable).toEqual({ 'fault: carrier without key': 2 });
    expect(toBody(await test.record('bot.event.received'))).toEqual({ payload: 1 });
  });
});

describe('parseSignedCarrier', () => {
  const carriers = fc.record({
    conversationUid: fc.string({ minLength: 1, unit: 'grapheme' }),
    botId: fc.string({ minLength: 1 }),
    turnId: fc.string({ minLength: 1 }),
    turnIndex: fc.nat(),
  });

  it('reads back what was signed, in letters that an address may have', () => {
    fc.assert(
      fc.property(carriers, (carrier) => {
        const text = signCarrier(carrier, KEY, 2_000);
        expect(text).toMatch(/^[\w.-]+$/);
        expect(parseSignedCarrier(text, KEY, 1_000)).toMatchObject(carrier);
        expect(parseSignedCarrier(text, KEY, 2_000)).toBe('expired');
      }),
    );
  });

  it('reads nothing that was changed', () => {
    fc.assert(
      fc.property(carriers, fc.nat(), fc.constantFrom(...'Aa0-_.'), (carrier, place, letter) => {
        const text = signCarrier(carrier, KEY, 2_000);
        const at = place % (text.length - 1);
        const changed = text.slice(0, at) + letter + text.slice(at + 1);
        if (changed !== text) expect(parseSignedCarrier(changed, KEY, 1_000)).toMatch(/^(forged|malformed)$/);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LokiEntry } from '../loki/loki-entry.ts';
import { assemble, MINUTE_NANOS as MINUTE } from '../../test/assemble-test.ts';
import { createConversation, START } from '../../test/test-conversation.ts';
import { assembleConversation } from './assemble-conversation.ts';

/** Two turns: the second runs two flows, fails in step 3 and has a crossing clock. */
function refund(): readonly LokiEntry[] {
  const c = createConversation({ common: { 'bot.channel': 'web', 'bot.enduser.name': 'Mia Lang' } });
  const error = { 'bot.outcome': 'error', 'error.type': '500' };
  const step3 = { 'bot.step.index': 3 };
  return [
    c.started(0),
    c.received(1, 1, 'I want a refund'),
    c.step(1.1, 1, 1, { 'bot.step.name': 'Detect intent', 'bot.controller.state': 'waiting_for_input' }),
    c.sent(1.2, 1, 'Order number?'),
    c.turn(1.3, 1, { 'bot.turn.step_count': 1, 'bot.duration_ms': 300 }),
    c.received(20, 2, 'Where is my money?'),
    c.other(20.1, 'bot.flow.started', 'step', 2, { 'bot.flow.id': 'f1', 'bot.flow.name': 'Refund', span_id: 'aa' }),
    c.step(
      23,
      2,
      1,
      { 'bot.step.name': 'Load order', 'bot.duration_ms': 390 },
      { calls: [{ uid: 'call-1', method: 'GET', host: 'api.example', status: 200, durationMs: 380 }] },
    ),
    c.step(21, 2, 2, { 'bot.step.name': 'Refund possible?', 'bot.duration_ms': 1 }),
    c.step(
      22,
      2,
      3,
      { ...error, 'bot.step.name': 'Create refund', 'bot.duration_ms': 1900, 'bot.controller.state': 'error' },
      {
        input: { amount: 5 },
        variables: { delta: [{ name: 'refund.id', before: 'r-17', after: null }], count: 4 },
        calls: [{ uid: 'call-2', method: 'POST', host: 'api.example', status: 500, durationMs: 1800 }],
        error: { type: 'HttpError', message: 'HTTP 500' },
      },
    ),
    c.other(21.9, 'bot.api.call', 'api', 2, { ...error, ...step3, 'log.record.uid': 'call-2' }),
    c.other(21.95, 'bot.api.call', 'api', 2, { ...step3, 'log.record.uid': 'call-3', 'server.address': 'b.example' }),
    c.other(21.5, 'bot.log', 'log', 2, { ...step3, 'bot.log.label': 'tries' }, 1),
    c.other(21.6, 'bot.log', 'log', 2, { 'bot.log.label': 'loose' }, 2),
    c.other(22.1, 'bot.flow.completed', 'step', 2, {
      ...error,
      'bot.flow.name': 'Refund',
      span_id: 'aa',
      'bot.flow.trigger': 'intent',
    }),
    c.sent(22.2, 2, 'Something went wrong'),
    c.turn(22.4, 2, { ...error, 'bot.turn.step_count': 3, 'bot.duration_ms': 2400, 'bot.turn.api_error_count': 1 }),
  ];
}

describe('assembleConversation', () => {
  it('has nothing to assemble without records', () => {
    expect(assembleConversation([], { nowUnixNano: START })).toBeUndefined();
  });

  it('A7: sorts steps by index, whatever their clocks say', () => {
    const [, second] = assemble(refund()).turns;
    expect(second?.steps.map(({ index, name }) => [index, name])).toEqual([
      [1, 'Load order'],
      [2, 'Refund possible?'],
      [3, 'Create refund'],
    ]);
  });

  it('gives a step its input, changes, calls, logs and error', () => {
    const [, second] = assemble(refund()).turns;
    const step = second?.steps[2];
    expect(step).toMatchObject({
      status: 'error',
      input: { amount: 5 },
      variables: [{ name: 'refund.id', before: 'r-17', after: null }],
      variableCount: 4,
      error: { type: 'HttpError', message: 'HTTP 500' },
      durationMillis: 1900,
    });
    expect(step?.calls.map(({ uid, failed, record }) => [uid, failed, record?.uid])).toEqual([
      ['call-2', true, 'call-2'],
      ['call-3', false, 'call-3'],
    ]);
    expect(step?.logs.map(({ label }) => label)).toEqual(['tries']);
  });

  it('names the first error, the slowest step and what belongs to no step', () => {
    const conversation = assemble(refund());
    const [, second] = conversation.turns;
    expect(conversation.firstError?.turn.id).toBe('c1-t2');
    expect(conversation.firstError?.step?.name).toBe('Create refund');
    expect(second?.slowestStep?.name).toBe('Create refund');
    expect(second?.logs.map(({ label }) => label)).toEqual(['loose']);
    expect(second?.error).toEqual({ type: 'HttpError', message: 'HTTP 500' });
    expect(second).toMatchObject({ status: 'error', apiErrorCount: 1, apiCallCount: 3, controllerState: 'error' });
  });

  it('has the state of a turn from its end, else from its last step', () => {
    const c = createConversation();
    const step = c.step(1, 1, 1, { 'bot.controller.state': 'running' });
    const end = c.turn(2, 1, { 'bot.controller.state': 'ended' });
    expect(assemble([step, end]).turns[0]?.controllerState).toBe('ended');
    expect(assemble([step]).turns[0]?.controllerState).toBe('running');
  });

  it('pairs start and end of a flow', () => {
    expect(assemble(refund()).turns[1]?.flows).toMatchObject([
      { id: undefined, name: 'Refund', trigger: 'intent', status: 'error', started: {}, completed: {} },
    ]);
  });

  it('tells the flows by the steps where no flow records are stored', () => {
    const c = createConversation();
    const flow = { 'bot.flow.id': 'f1', 'bot.flow.name': 'Refund' };
    const entries = [c.step(1, 1, 1, flow), c.step(2, 1, 2, { ...flow, 'bot.outcome': 'error' }), c.step(3, 1, 3)];
    expect(assemble(entries).turns[0]?.flows).toMatchObject([{ id: 'f1', name: 'Refund', status: 'error' }]);
  });

  it('lists messages and received events as they came', () => {
    const c = createConversation();
    const event = { 'bot.received_event.name': 'callbackStatus', 'bot.event': 'bot.event.received' };
    const entries = [
      c.sent(5, 2, 'Paid'),
      c.received(1, 1, 'Hello'),
      c.other(3, 'bot.event.received', 'step', 2, event, { payload: { paid: true } }),
      c.step(4, 2, 1),
    ];
    const { timeline, turns } = assemble(entries);
    expect(timeline.map(({ record, turnId }) => [record.type, turnId])).toEqual([
      ['message', 'c1-t1'],
      ['received-event', 'c1-t2'],
      ['message', 'c1-t2'],
    ]);
    expect(turns[1]?.receivedEvents[0]?.body?.payload).toEqual({ paid: true });
    expect(turns[1]?.steps).toHaveLength(1);
  });

  it('does not depend on the order of arrival, nor on copies', () => {
    const entries = refund();
    const copies = [...entries, ...entries.slice(3, 9), { ...entries[4], line: '{"input":"other"}' } as LokiEntry];
    const expected = assemble(copies);
    fc.assert(
      fc.property(fc.shuffledSubarray(copies, { minLength: copies.length }), (shuffled) => {
        expect(assemble(shuffled)).toEqual(expected);
      }),
    );
  });

  it('takes the copy that is kept long for all copies', () => {
    const c = createConversation();
    const stored = c.step(1, 1, 1);
    const step = { ...stored, labels: { ...stored.labels, a_region: 'eu' } };
    const pinned = { ...stored, labels: { ...stored.labels, bot_retention: 'pinned' } };
    expect([assemble([step, pinned]).pinned, assemble([pinned, step]).pinned, assemble([step]).pinned]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('shows a step whose end is not stored as running, one whose start is not as it ended', () => {
    const c = createConversation();
    const started = (step: number) =>
      c.other(
        step,
        'bot.step.started',
        'step',
        1,
        { 'bot.step.index': step, 'bot.step.name': `s${step}` },
        { input: step },
      );
    const { steps } = assemble([started(1), c.step(1.5, 1, 1), started(2)]).turns[0] ?? { steps: [] };
    expect(steps.map(({ index, status, input }) => [index, status, input])).toEqual([
      [1, 'ok', undefined],
      [2, 'running', 2],
    ]);
  });

  it('keeps both of two steps with one index', () => {
    const c = createConversation();
    expect(assemble([c.step(1, 1, 1), c.step(2, 1, 1)]).turns[0]?.steps).toHaveLength(2);
  });

  it('puts a turn without index where its time is', () => {
    const c = createConversation();
    const foreign = { 'bot.turn.id': 'x', 'bot.turn.index': undefined };
    const entries = [
      c.received(1, 1, 'a'),
      c.received(9, 2, 'b'),
      c.other(5, 'bot.message.sent', 'conversation', 3, foreign),
    ];
    expect(assemble(entries).turns.map(({ id }) => id)).toEqual(['c1-t1', 'x', 'c1-t2']);
  });

  it('keeps records that have no place in a turn', () => {
    const c = createConversation();
    const flag = c.other(3, 'bot.conversation.flagged', 'conversation', 1, { 'bot.turn.id': undefined });
    const log = c.other(4, 'bot.log', 'log', 1, { 'bot.turn.id': undefined });
    expect(assemble([c.started(0), flag, log]).others.map(({ type }) => type)).toEqual(['flag', 'log']);
  });
});

describe('status of a conversation', () => {
  const c = createConversation();
  const failed = { 'bot.outcome': 'error' };
  const status = (entries: readonly LokiEntry[], minutes = 1n) => {
    const conversation = assemble(entries, START + minutes * MINUTE);
    return [conversation.status, conversation.endReason];
  };

  it('is ongoing while something happened within half an hour', () => {
    expect(status([c.started(0), c.received(60, 1, 'a')], 30n)).toEqual(['ongoing', undefined]);
    expect(status([c.started(0), c.received(60, 1, 'a')], 31n)).toEqual(['ended', 'idle']);
  });

  it.each([
    ['user', 'ended'],
    ['idle', 'ended'],
    ['handover', 'handover'],
    ['error', 'error'],
  ])('follows an end by %s', (reason, expected) => {
    expect(status([c.turn(1, 1), c.ended(2, reason)])).toEqual([expected, reason]);
  });

  it('is error while the latest turn failed', () => {
    expect(status([c.turn(1, 1, failed)])).toEqual(['error', undefined]);
    expect(status([c.turn(1, 1, failed), c.turn(2, 2)])).toEqual(['ongoing', undefined]);
  });

  it('goes on when something began after the end, not when the last turn merely closed after it', () => {
    const lasting = { 'bot.duration_ms': 5000 };
    expect(status([c.ended(4, 'user'), c.turn(5, 1, lasting)])).toEqual(['ended', 'user']);
    expect(status([c.ended(4, 'user'), c.received(6, 2, 'wait')])).toEqual(['ongoing', undefined]);
  });
});

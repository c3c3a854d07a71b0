import type { OtlpLogRecord } from '@botscope/otlp';
import { describe, expect, it } from 'vitest';
import type { Turn } from '../index.ts';
import { startTestTelemetry, toBody } from '../testing/test-telemetry.ts';

describe('TurnRecorder', () => {
  it('tells which flow was triggered, and how, on the turn and on its span', async () => {
    const test = await startTestTelemetry();
    test.telemetry.conversation().turn({ input: 'refund please' }, (turn) => {
      turn.flow({ id: 'refund', name: 'Refund', trigger: 'intent' }, () => 1);
      turn.flow({ id: 'bye', name: 'Goodbye', trigger: 'event' }, () => 1);
    });
    const flow = { 'bot.flow.id': 'refund', 'bot.flow.name': 'Refund', 'bot.flow.trigger': 'intent' };
    expect((await test.record('bot.turn.completed')).attributes).toMatchObject(flow);
    expect((await test.spans()).find(({ name }) => name === 'turn')?.attributes).toMatchObject(flow);
  });

  it('completes with all counts, input, output and changed variables', async () => {
    const test = await startTestTelemetry();
    const closed = 'http://127.0.0.1:9/';
    await test.telemetry.conversation().turn({ input: { text: 'hi' } }, async (turn) => {
      turn.variables.set('lang', 'en');
      await turn.flow({ id: 'f' }, async (flow) => {
        await flow.step({ id: 'n1' }, (step) => step.fetch(`${test.collector.url}/ok`));
        await flow.step({ id: 'n2' }, (step) => step.fetch(closed)).catch(() => undefined);
        flow.step({ id: 'n3' }, (step) => step.variables.set('n', 1));
      });
      return { answer: 42 };
    });
    const record = await test.record('bot.turn.completed');
    expect(record.attributes).toMatchObject({
      'bot.turn.step_count': 3n,
      'bot.turn.span_count': 7n,
      'bot.turn.api_call_count': 2n,
      'bot.turn.api_error_count': 1n,
      'bot.turn.error_count': 1n,
      'bot.outcome': 'error',
      'bot.controller.state': 'error',
    });
    expect(toBody(record)).toEqual({
      input: { text: 'hi' },
      output: { answer: 42 },
      variablesDelta: [
        { name: 'lang', after: 'en' },
        { name: 'n', after: 1 },
      ],
    });
    expect(await test.spans()).toHaveLength(7);
  });

  it('is one trace with the shape turn, flow, step, call, and links to the turn before', async () => {
    const test = await startTestTelemetry();
    const conversation = test.telemetry.conversation({ uid: 'c1' });
    const play = (turn: Turn): Promise<unknown> =>
      turn.flow({ id: 'f', name: 'Orders' }, (flow) =>
        flow.step({ id: 'n1', name: 'Load', type: 'api' }, (step) =>
          step.fetch(`${test.collector.url}/orders/1?token=abc`, { urlTemplate: '/orders/{id}' }),
        ),
      );
    await conversation.turn({ input: 'a' }, play);
    await conversation.turn({ input: 'b' }, play);
    const spans = await test.spans();
    const [first, second] = spans.filter(({ name }) => name === 'turn');
    const tree = spans.filter(({ traceId }) => traceId === first?.traceId);
    const parentName = (id: string): string | undefined => tree.find(({ spanId }) => spanId === id)?.name;
    expect(tree.map(({ name, kind, parentSpanId }) => [name, kind, parentName(parentSpanId)]).sort()).toEqual([
      ['GET /orders/{id}', 3, 'step api Load'],
      ['flow Orders', 1, 'turn'],
      ['step api Load', 1, 'flow Orders'],
      ['turn', 2, undefined],
    ]);
    expect(second?.traceId).not.toBe(first?.traceId);
    expect(second?.links).toMatchObject([
      { traceId: first?.traceId, spanId: first?.spanId, attributes: { 'bot.link.type': 'previous_turn' } },
    ]);
    const [record] = await test.records('bot.step.completed');
    const step = tree.find(({ name }) => name === 'step api Load');
    expect([record?.traceId, record?.spanId]).toEqual([step?.traceId, step?.spanId]);
    expect(tree.every(({ events }) => events.length === 0)).toBe(true);
    const attributes = tree.flatMap((span) => Object.entries(span.attributes).map(String));
    expect(attributes.join()).not.toMatch(/url\.full|abc/);
    expect(first?.attributes).toMatchObject({
      'bot.operation': 'turn',
      'gen_ai.conversation.id': 'c1',
      'bot.id': '42',
    });
  });

  it('records the message received and what the turn returns as the message sent', async () => {
    const test = await startTestTelemetry();
    const conversation = test.telemetry.conversation();
    const message = { text: 'Pick one', type: 'card', id: 'm1', buttons: [{ title: 'Yes' }] };
    conversation.turn({ input: 'hi' }, () => 'hello');
    conversation.turn({ input: message }, () => ['one', { text: 'two' }]);
    conversation.turn({}, (turn) => {
      turn.send(message);
      return 'not sent';
    });
    conversation.turn({}, () => ({ status: 'no message' }));
    const [, withButtons] = await test.records('bot.message.received');
    expect(withButtons?.attributes).toMatchObject({ 'bot.message.id': 'm1', 'bot.message.type': 'card' });
    expect(toBody(withButtons!)).toEqual({ text: 'Pick one', buttons: [{ title: 'Yes' }] });
    const sent = (await test.records('bot.message.sent')).map((record) => toBody(record)['text']);
    expect(sent).toEqual(['hello', 'one', 'two', 'Pick one']);
  });

  it('fails when a step failed, also where the flow went on, with the fingerprint of that step', async () => {
    const test = await startTestTelemetry();
    test.telemetry.conversation().turn({}, (turn) =>
      turn.flow({ id: 'f' }, (flow) => {
        flow.step({ id: 'n1' }, (step) => step.fail(new RangeError('no 7')));
        return 'went on';
      }),
    );
    const outcomes = await Promise.all(
      ['bot.step.completed', 'bot.flow.completed', 'bot.turn.completed'].map(async (event) => {
        const { attributes } = await test.record(event);
        return [attributes['bot.outcome'], attributes['error.type'], attributes['bot.error.fingerprint']];
      }),
    );
    expect(outcomes[0]?.slice(0, 2)).toEqual(['error', 'RangeError']);
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
  });

  it('fails with what it throws itself, and passes that on', async () => {
    const test = await startTestTelemetry();
    const error = new Error('no reply');
    expect(() => test.telemetry.conversation().turn({}, () => { throw error; })).toThrow(error); // prettier-ignore
    const { attributes } = await test.record('bot.turn.completed');
    expect(attributes).toMatchObject({ 'bot.outcome': 'error', 'error.type': 'Error', 'bot.turn.error_count': 1n });
  });

  it('offers the UID and the trace as headers for the web client', async () => {
    const test = await startTestTelemetry();
    const conversation = test.telemetry.conversation({ uid: 'c 1/ä' });
    let headers: Readonly<Record<string, string>> = {};
    conversation.turn({}, (turn) => {
      headers = turn.responseHeaders();
    });
    const [span] = await test.spans();
    expect(headers).toEqual({ 'x-bot-uid': 'c%201%2F%C3%A4', traceparent: `00-${span?.traceId}-${span?.spanId}-01` });
    expect(conversation.responseHeaders()).toEqual(headers);
    expect(() => new Headers(headers)).not.toThrow();
  });
});

describe('received event', () => {
  it('is a turn of its own, with the event, its payload and a link to what asked for it', async () => {
    const test = await startTestTelemetry();
    const conversation = test.telemetry.conversation({ uid: 'c1' });
    const carrier = conversation.turn({ input: 'pay' }, (turn) => turn.carrier());
    await test.spans();
    conversation.receivedEvent(
      { name: 'callbackStatus', source: 'psp', correlationId: 'p-1', payload: { paid: true }, resumes: carrier! },
      (turn) => turn.step({ id: 'n1' }, () => 1),
    );
    const record = await test.record('bot.event.received');
    expect(record.attributes).toMatchObject({
      'bot.received_event.name': 'callbackStatus',
      'bot.received_event.source': 'psp',
      'bot.received_event.correlation_id': 'p-1',
      'bot.turn.index': 2n,
    });
    expect(toBody(record)).toEqual({ payload: { paid: true } });
    const step = await test.record('bot.step.completed');
    expect(step.attributes['bot.turn.id']).toBe(record.attributes['bot.turn.id']);
    const root = (await test.spans()).find(({ name }) => name === 'event callbackStatus');
    expect(root).toMatchObject({ kind: 5, parentSpanId: '' });
    expect(root?.links.map(({ attributes }) => attributes['bot.link.type'])).toEqual(['previous_turn', 'resumes']);
    expect(root?.links[1]?.spanId).toBe(carrier?.traceparent?.split('-')[2]);
  });
});

describe('ConversationRecorder', () => {
  it('puts the UID on every record of a conversation, also of what fails, and tells it to the web client', async () => {
    const test = await startTestTelemetry();
    const conversation = test.telemetry.conversation({ uid: 'Zoë/1' });
    const fail = (): unknown =>
      conversation.turn({ input: 'hi' }, (turn) =>
        turn.flow({ id: 'f' }, async (flow) => {
          test.telemetry.log({ label: 'a' });
          await flow.step({ id: 'n1' }, (step) => step.fetch('http://127.0.0.1:9/'));
        }),
      );
    await expect(fail()).rejects.toThrow();
    conversation.end();
    await test.records('bot.conversation.ended');
    const own = test.collector.records.filter(({ eventName }) => !/^bot\.(system|runtime)\./.test(eventName));
    expect(own.map(({ eventName }) => eventName)).toEqual(
      expect.arrayContaining(['bot.api.call', 'bot.step.completed', 'bot.log', 'bot.message.received']),
    );
    expect(new Set(own.map(({ attributes }) => attributes['gen_ai.conversation.id']))).toEqual(new Set(['Zoë/1']));
    expect(conversation.responseHeaders()['x-bot-uid']).toBe('Zo%C3%AB%2F1');
  });

  it('ties what an event brought to the steps, calls and messages that it caused', async () => {
    const test = await startTestTelemetry();
    const conversation = test.telemetry.conversation();
    conversation.turn({ input: 'pay' }, () => 'One moment.');
    await conversation.receivedEvent({ name: 'callbackStatus', payload: { status: 'paid' } }, async (turn) => {
      await turn.step({ id: 'n1', type: 'api' }, (step) => step.fetch(`${test.collector.url}/receipt`));
      turn.send('Thank you.');
    });
    const event = await test.record('bot.event.received');
    expect(toBody(event)).toEqual({ payload: { status: 'paid' } });
    const caused = test.collector.records.filter(
      ({ attributes }) => attributes['bot.turn.id'] === event.attributes['bot.turn.id'],
    );
    expect(caused.map(({ eventName }) => eventName).sort()).toEqual([
      'bot.api.call',
      'bot.event.received',
      'bot.message.sent',
      'bot.step.completed',
      'bot.turn.completed',
    ]);
  });

  it('records start and end once, with counts, and remembers a conversation by its UID', async () => {
    const test = await startTestTelemetry();
    const again = (): ReturnType<typeof test.telemetry.conversation> => test.telemetry.conversation({ uid: 'c1' });
    again().turn({ input: 'one' }, (turn) => turn.step({ id: 'n1' }, (step) => step.fail('no')));
    again().turn({ input: 'two' }, () => 'bye');
    again().end({ reason: 'handover', summary: 'done' });
    await test.record('bot.conversation.started');
    const ended = await test.record('bot.conversation.ended');
    expect(ended.attributes).toMatchObject({
      'bot.record.kind': 'conversation',
      'bot.conversation.turn_count': 2n,
      'bot.conversation.error_count': 1n,
      'bot.conversation.api_error_count': 0n,
      'bot.conversation.end_reason': 'handover',
    });
    expect(toBody(ended)).toEqual({ summary: 'done', firstMessage: 'one', lastMessage: 'bye' });
    const turns = await test.records('bot.turn.completed');
    expect(turns.map(({ attributes }) => attributes['bot.turn.index'])).toEqual([1n, 2n]);
  });

  it('continues what another process has begun', async () => {
    const test = await startTestTelemetry();
    const resume = { turnCount: 4, variables: { n: 1 } };
    test.telemetry.conversation({ uid: 'c1', resume }).turn({}, (turn) => turn.variables.set('n', 2));
    const turn = await test.record('bot.turn.completed');
    expect(turn.attributes['bot.turn.index']).toBe(5n);
    expect(toBody(turn)['variablesDelta']).toEqual([{ name: 'n', before: 1, after: 2 }]);
    expect(await test.records('bot.conversation.started')).toEqual([]);
  });

  it('goes on after the turns that another process has had since', async () => {
    const test = await startTestTelemetry();
    test.telemetry.conversation({ uid: 'c1' }).turn({}, (turn) => turn.variables.assign({ n: 1, m: 1 }));
    const resume = { turnCount: 3, variables: { n: 5 } };
    test.telemetry.conversation({ uid: 'c1', resume }).turn({}, (turn) => turn.variables.assign({ n: 6, m: 2 }));
    const last = (await test.records('bot.turn.completed'))[1] as OtlpLogRecord;
    expect(last.attributes['bot.turn.index']).toBe(4n);
    expect(toBody(last)['variablesDelta']).toEqual([
      { name: 'n', before: 5, after: 6 },
      { name: 'm', after: 2 },
    ]);
  });

  it('gives changes made between turns to the next turn', async () => {
    const test = await startTestTelemetry();
    const conversation = test.telemetry.conversation();
    conversation.variables.set('a', 1);
    conversation.turn({}, () => conversation.variables.set('b', 2));
    expect(toBody(await test.record('bot.turn.completed'))['variablesDelta']).toEqual([
      { name: 'a', after: 1 },
      { name: 'b', after: 2 },
    ]);
  });
});

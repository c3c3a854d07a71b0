import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CaptureRule } from '@botscope/conventions';
import type { OtlpLogRecord } from '@botscope/otlp';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Flow } from '../index.ts';
import { startTestTelemetry, toBody, type TestTelemetry } from '../testing/test-telemetry.ts';

/** A telemetry in an environment where rules are needed to capture everything, or with rules. */
function start(rules: readonly CaptureRule[], environment = 'sandbox'): Promise<TestTelemetry> {
  return startTestTelemetry({ environment, capturePolicy: { rules } });
}

/** Runs a flow in a turn; what it throws is the test's own. */
function play(test: TestTelemetry, run: (flow: Flow) => unknown): void {
  const conversation = test.telemetry.conversation({ uid: 'c1' });
  try {
    conversation.turn({ input: 'hello' }, (turn) => turn.flow({ id: 'orders', input: { from: 'menu' } }, run));
  } catch {
    // Expected where the flow throws.
  }
}

const omitted = (record: OtlpLogRecord | undefined): unknown => record?.attributes['bot.capture.omitted'];

/** A server that answers every path with its name, `/500` with that status. */
async function startServer(): Promise<string> {
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(request.url === '/500' ? 500 : 200).end(`seen ${request.url}`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('capture of input and output', () => {
  it('captures nothing of what succeeded and everything of what failed with level errors, which production has by itself', async () => {
    const test = await start([], 'production');
    play(test, (flow) => {
      flow.step({ id: 'n1', input: 'in 1' }, () => 'out 1');
      flow.step({ id: 'n2', input: () => ({ made: 'late' }) }, (step) => {
        step.setOutput('half');
        throw new TypeError('no');
      });
    });
    const [first, second] = await test.records('bot.step.completed');
    expect(toBody(first as OtlpLogRecord)).toEqual({});
    expect(omitted(first)).toBe('io');
    expect(toBody(second as OtlpLogRecord)).toMatchObject({ input: { made: 'late' }, output: 'half' });
    expect(omitted(second)).toBeUndefined();
    const [started] = await test.records('bot.flow.started');
    expect([toBody(started as OtlpLogRecord), omitted(started)]).toEqual([{}, 'io']);
    expect(toBody(await test.record('bot.flow.completed'))).toMatchObject({ input: { from: 'menu' } });
    expect(toBody(await test.record('bot.turn.completed'))).toMatchObject({ input: 'hello' });
  });

  it('captures flow and turn that succeed without input, result and output, and says so', async () => {
    const test = await start([{ io: 'errors' }]);
    play(test, () => 'done');
    for (const event of ['bot.flow.completed', 'bot.turn.completed']) {
      const record = await test.record(event);
      expect([toBody(record), omitted(record)]).toEqual([{}, 'io']);
    }
  });

  it('E16: captures input data and resulting data where the most specific rule says so, and a record without them elsewhere', async () => {
    const test = await start([{ io: 'off' }, { action: 'n1', io: 'on' }]);
    play(test, (flow) => {
      flow.step({ id: 'n1', input: { id: 1 } }, () => ({ status: 'sent' }));
      flow.step({ id: 'n2', input: { id: 2 } }, () => ({ status: 'lost' }));
    });
    const [first, second] = await test.records('bot.step.completed');
    expect(toBody(first as OtlpLogRecord)).toEqual({ input: { id: 1 }, output: { status: 'sent' } });
    expect(toBody(second as OtlpLogRecord)).toEqual({});
    expect(second?.attributes).toMatchObject({ 'bot.step.id': 'n2', 'bot.capture.omitted': 'io' });
  });

  it('looks at no content that will not be kept: with off never, with errors not before the failure', async () => {
    for (const level of ['off', 'errors'] as const) {
      const test = await start([{ io: level, variables: 'off', bodies: level, minLevel: 'warning' }]);
      let looks = 0;
      const given = {
        get value() {
          looks++;
          return 'seen';
        },
      };
      play(test, (flow) => {
        flow.step({ id: 'n1', input: () => looks++ }, (step) => {
          step.setOutput(given);
          step.variables.set('a', given);
          step.variables.set('b', () => looks++);
          step.log({ label: 'l', level: 'info', value: () => looks++ });
          step.recordApiCall({ method: 'GET', url: 'http://a/', durationMillis: 1, request: { body: given } });
        });
        flow.script({ id: 'n2', input: given }, () => given);
        return given;
      });
      const conversation = test.telemetry.conversation({ uid: 'c1' });
      conversation.receivedEvent({ name: 'e', payload: () => looks++ }, () => {});
      await test.telemetry.forceFlush();
      expect(looks).toBe(0);
    }
  });

  it('captures with errors an object as it is when its step fails', async () => {
    const test = await start([{ io: 'errors' }]);
    const input = { tries: 1 };
    play(test, (flow) =>
      flow.step({ id: 'n1', input }, (step) => {
        input.tries = 2;
        step.fail('gave up');
      }),
    );
    expect(toBody(await test.record('bot.step.completed'))).toMatchObject({ input: { tries: 2 } });
  });

  it('keeps console lines of a script by the same level, and always source and stack of its exception', async () => {
    for (const [level, kept] of [
      ['errors', ['hi']],
      ['off', undefined],
    ] as const) {
      const test = await start([{ io: level }]);
      play(test, (flow) => {
        flow.script({ id: 'ok' }, (script) => script.console.log('hi'));
        flow.script({ id: 'bad', source: 'throw 1' }, (script) => {
          script.console.log('hi');
          throw new Error('bad');
        });
      });
      const [ok, bad] = await test.records('bot.step.completed');
      expect([toBody(ok as OtlpLogRecord)['console'], omitted(ok)]).toEqual([undefined, 'io']);
      expect(toBody(bad as OtlpLogRecord)['console']).toEqual(kept);
      const exception = await test.record('bot.script.exception');
      expect(toBody(exception)).toMatchObject({ source: expect.any(String), stack: expect.any(String) });
      expect(toBody(exception)['console']).toEqual(kept);
      expect(omitted(exception)).toBe(level === 'off' ? 'io' : undefined);
    }
  });

  it('keeps messages with errors, since they are the conversation, and with off only that there were any', async () => {
    for (const [level, text, remark] of [
      ['errors', 'hello', undefined],
      ['off', '', 'io'],
    ] as const) {
      const test = await start([{ io: level }]);
      const conversation = test.telemetry.conversation({ uid: 'c1' });
      conversation.turn({ input: { text: 'hello', buttons: ['b'] } }, () => 'bye');
      conversation.end({ summary: 'short' });
      const received = await test.record('bot.message.received');
      expect(toBody(received)).toEqual({ text, ...(level === 'off' ? {} : { buttons: ['b'] }) });
      expect([omitted(received), omitted(await test.record('bot.message.sent'))]).toEqual([remark, remark]);
      const ended = toBody(await test.record('bot.conversation.ended'));
      expect(ended).toEqual(level === 'off' ? {} : { summary: 'short', firstMessage: 'hello', lastMessage: 'bye' });
    }
  });

  it('lets messages that are sent within a flow follow its rules', async () => {
    const test = await start([{ operation: 'orders', io: 'off' }]);
    test.telemetry.conversation({ uid: 'c1' }).turn({ input: 'hello' }, (turn) => {
      turn.flow({ id: 'orders' }, () => turn.send('secret'));
      turn.send('public');
    });
    const [inside, outside] = (await test.records('bot.message.sent')).map(toBody);
    expect([inside?.['text'], outside?.['text']]).toEqual(['', 'public']);
  });

  it('tells the payload of an event in the record of its turn, where that has failed', async () => {
    const test = await start([{ io: 'errors' }]);
    const conversation = test.telemetry.conversation({ uid: 'c1' });
    conversation.receivedEvent({ name: 'paid', payload: { sum: 5 } }, (turn) => turn.fail('too late'));
    const event = await test.record('bot.event.received');
    expect([toBody(event), omitted(event)]).toEqual([{}, 'io']);
    expect(toBody(await test.record('bot.turn.completed'))).toMatchObject({ input: { sum: 5 } });
  });

  it('captures questions and answers of a language model by the same level', async () => {
    const test = await start([
      { action: 'off', io: 'off' },
      { action: 'bad', io: 'errors' },
    ]);
    const messages = [{ role: 'user', content: 'hi' }];
    play(test, (flow) => {
      flow.llm({ id: 'off', provider: 'p', messages }, (llm) =>
        llm.setResponse({ messages, usage: { inputTokens: 7 } }),
      );
      flow.llm({ id: 'bad', provider: 'p', messages }, () => {
        throw new Error('overloaded');
      });
    });
    const [off, bad] = await test.records('bot.step.completed');
    expect(toBody(off as OtlpLogRecord)).toEqual({});
    expect(off?.attributes).toMatchObject({ 'gen_ai.usage.input_tokens': 7n, 'bot.capture.omitted': 'io' });
    expect(toBody(bad as OtlpLogRecord)).toMatchObject({ input: { messages } });
  });
});

describe('capture of variables', () => {
  it('tells with errors the changes of what failed, and those of a failed turn as a whole', async () => {
    for (const fails of [false, true]) {
      const test = await start([{ variables: 'errors' }]);
      play(test, (flow) => {
        flow.step({ id: 'n1' }, (step) => step.variables.set('a', 1));
        flow.step({ id: 'n2' }, (step) => {
          step.variables.set('b', 2);
          if (fails) step.fail('no');
        });
      });
      const [first, second] = await test.records('bot.step.completed');
      expect([toBody(first as OtlpLogRecord)['variables'], omitted(first)]).toEqual([undefined, 'variables']);
      expect(toBody(second as OtlpLogRecord)['variables']).toEqual(
        fails ? { delta: [{ name: 'b', after: 2 }], count: 2 } : undefined,
      );
      const turn = await test.record('bot.turn.completed');
      const all = [
        { name: 'a', after: 1 },
        { name: 'b', after: 2 },
      ];
      expect(toBody(turn)['variablesDelta']).toEqual(fails ? all : undefined);
      expect(omitted(turn)).toBe(fails ? undefined : 'variables');
    }
  });

  it('knows nothing of values that were set where variables are off, in no later record either', async () => {
    const test = await start([{ action: 'secret', variables: 'off' }]);
    play(test, (flow) => {
      flow.step({ id: 'secret' }, (step) => step.variables.set('iban', 'DE00'));
      flow.step({ id: 'n2' }, (step) => step.variables.set('iban', 'deleted'));
      flow.script({ id: 'n3' }, () => {
        throw new Error('no');
      });
    });
    const [off, next] = await test.records('bot.step.completed');
    expect([toBody(off as OtlpLogRecord)['variables'], omitted(off)]).toEqual([undefined, 'variables']);
    expect(toBody(next as OtlpLogRecord)['variables']).toEqual({
      delta: [{ name: 'iban', before: { $omitted: 'policy' }, after: 'deleted' }],
      count: 1,
    });
    expect(JSON.stringify(test.collector.records.map(({ body }) => body))).not.toContain('DE00');
  });

  it('keeps changes out of the turn that were made where only errors are told', async () => {
    const test = await start([{ action: 'n1', variables: 'errors' }]);
    play(test, (flow) => {
      flow.step({ id: 'n1' }, (step) => step.variables.set('a', 1));
      flow.step({ id: 'n2' }, (step) => step.variables.set('b', 2));
    });
    const turn = await test.record('bot.turn.completed');
    expect(toBody(turn)['variablesDelta']).toEqual([{ name: 'b', after: 2 }]);
    expect(omitted(turn)).toBe('variables');
  });
});

describe('capture of bodies', () => {
  it('keeps the bodies of failed calls with errors, of none with off, and their sizes always', async () => {
    const url = await startServer();
    for (const level of ['errors', 'off'] as const) {
      const test = await start([{ bodies: level }]);
      for (const path of ['/200', '/500']) {
        await (await test.telemetry.fetch(url + path, { method: 'POST', body: 'asked' })).text();
      }
      const [success, failure] = await test.records('bot.api.call');
      for (const record of level === 'off' ? [success, failure] : [success]) {
        expect(toBody(record as OtlpLogRecord)).toMatchObject({
          request: { headers: expect.any(Object) },
          response: { status: expect.any(Number) },
        });
        expect(record?.body).not.toMatch(/asked|seen/);
        expect(record?.attributes).toMatchObject({
          'bot.capture.omitted': 'bodies',
          'http.request.body.size': 5n,
          'http.response.body.size': 9n,
        });
      }
      if (level === 'off') continue;
      expect(toBody(failure as OtlpLogRecord)).toMatchObject({
        request: { body: 'asked' },
        response: { body: 'seen /500' },
      });
      expect(omitted(failure)).toBeUndefined();
    }
  });

  it('decides by the step that makes the call, also for calls told by the bot', async () => {
    const test = await start([{ action: 'n1', bodies: 'off' }]);
    const call = { method: 'POST', url: 'http://a/', durationMillis: 1, request: { body: 'asked' } };
    play(test, (flow) => {
      flow.step({ id: 'n1' }, (step) => step.recordApiCall(call));
      flow.step({ id: 'n2' }, (step) => step.recordApiCall(call));
    });
    const [off, on] = await test.records('bot.api.call');
    expect([off?.body, omitted(off)]).toEqual([expect.not.stringContaining('asked'), 'bodies']);
    expect([on?.body, omitted(on)]).toEqual([expect.stringContaining('asked'), undefined]);
  });
});

describe('minimum level', () => {
  it('E24: with info set, log actions of debug are not logged, not even looked at', async () => {
    const test = await start([{ minLevel: 'info' }]);
    for (const level of ['debug', 'info', 'warning', 'error'] as const) {
      test.telemetry.log({ label: level, level, value: level === 'debug' ? () => expect.fail('looked at') : level });
    }
    const labels = (await test.records('bot.log')).map(({ attributes }) => attributes['bot.log.label']);
    expect(labels).toEqual(['info', 'warning', 'error']);
    expect(test.telemetry.stats()).toMatchObject({ capturePolicy: { belowMinLevel: 1 }, unreadable: {} });
  });

  it('is decided where the log action stands', async () => {
    const test = await start([{ minLevel: 'error' }, { action: 'n1', minLevel: 'debug' }]);
    play(test, (flow) => {
      flow.step({ id: 'n1' }, (step) => step.log({ label: 'inside', level: 'debug' }));
      flow.step({ id: 'n2' }, (step) => step.log({ label: 'elsewhere', level: 'warning' }));
    });
    expect((await test.record('bot.log')).attributes['bot.log.label']).toBe('inside');
  });
});

describe('full sampling', () => {
  it('B7: marks every span of a bot whose history is wanted whole, and its turns, so that none is sampled away', async () => {
    const test = await start([{ bot: '42', environment: 'production', sampling: 'full' }], 'production');
    play(test, (flow) => flow.step({ id: 'n1' }, () => 1));
    const spans = await test.spans();
    expect(spans.map(({ name, attributes }) => [name, attributes['bot.sampling.keep']])).toEqual(
      expect.arrayContaining([
        ['turn', true],
        ['flow orders', true],
        ['step step n1', true],
      ]),
    );
    expect((await test.record('bot.turn.completed')).attributes['bot.sampling.keep']).toBe(true);
  });

  it('marks the turn of a step that asks for it, and no other', async () => {
    const test = await start([{ action: 'n1', sampling: 'full' }]);
    play(test, (flow) => flow.step({ id: 'n2' }, () => 1));
    play(test, (flow) => flow.step({ id: 'n1' }, () => 1));
    const turns = (await test.records('bot.turn.completed')).map(({ attributes }) => attributes['bot.sampling.keep']);
    expect(turns).toEqual([undefined, true]);
  });
});

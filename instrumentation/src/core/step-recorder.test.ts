import { describe, expect, it } from 'vitest';
import type { Flow, Step } from '../index.ts';
import { startTestTelemetry, toBody, type TestTelemetry } from '../testing/test-telemetry.ts';

/** Runs one flow of one turn. */
function play(test: TestTelemetry, run: (flow: Flow) => unknown): Promise<unknown> {
  const conversation = test.telemetry.conversation({ uid: 'c1', channel: 'web', endUser: { id: 'u1', name: 'Ann' } });
  return Promise.resolve(
    conversation.turn({ input: 'hello' }, (turn) =>
      turn.flow({ id: 'orders', name: 'Order status', trigger: 'intent' }, run),
    ),
  );
}

describe('StepRecorder', () => {
  it('records start, duration, input, output, variables, calls and place of a step', async () => {
    const test = await startTestTelemetry();
    await play(test, (flow) =>
      flow.step({ id: 'n7', name: 'Look up order', type: 'api', input: { id: 8812 } }, (step) => {
        step.variables.set('order.id', 8812);
        step.setNext('n8');
        return { status: 'shipped' };
      }),
    );
    const record = await test.record('bot.step.completed');
    expect(record.attributes).toMatchObject({
      'bot.record.kind': 'step',
      'bot.event': 'bot.step.completed',
      'bot.outcome': 'success',
      'bot.id': '42',
      'bot.name': 'Support',
      'bot.version': '3.1.0',
      'gen_ai.conversation.id': 'c1',
      'bot.channel': 'web',
      'enduser.id': 'u1',
      'bot.enduser.name': 'Ann',
      'bot.turn.index': 1n,
      'bot.flow.id': 'orders',
      'bot.flow.name': 'Order status',
      'bot.flow.trigger': 'intent',
      'bot.step.id': 'n7',
      'bot.step.name': 'Look up order',
      'bot.step.type': 'api',
      'bot.step.index': 1n,
      'bot.step.next_id': 'n8',
      'bot.controller.state': 'running',
    });
    expect(record.attributes['bot.duration_ms']).toEqual(expect.any(BigInt));
    expect(record.attributes['log.record.uid']).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(record).toMatchObject({ severityNumber: 9, severityText: 'INFO' });
    expect(toBody(record)).toEqual({
      input: { id: 8812 },
      output: { status: 'shipped' },
      variables: { delta: [{ name: 'order.id', after: 8812 }], count: 1 },
    });
  });

  it("E16: captures the input at the beginning and the resulting data at the end, untouched by the bot's later changes", async () => {
    const test = await startTestTelemetry();
    const input = { items: ['a'] };
    await play(test, (flow) =>
      flow.step({ id: 'n1', input: () => input }, () => {
        input.items.push('b');
        return input;
      }),
    );
    expect(toBody(await test.record('bot.step.completed'))).toMatchObject({
      input: { items: ['a'] },
      output: { items: ['a', 'b'] },
    });
  });

  it('records the state of the controller after every step', async () => {
    const test = await startTestTelemetry();
    await play(test, (flow) => {
      flow.step({ id: 'n1' }, () => 1);
      flow.step({ id: 'n2' }, (step) => step.setState('waiting_for_event'));
      flow.step({ id: 'n3' }, (step) => step.fail('out of stock'));
    });
    const states = (await test.records('bot.step.completed')).map((r) => r.attributes['bot.controller.state']);
    expect(states).toEqual(['running', 'waiting_for_event', 'error']);
  });

  it('records name, before and after of the variables that a step changed, in the body and not on the span', async () => {
    const test = await startTestTelemetry();
    const cart = { total: 5 };
    await play(test, (flow) => {
      flow.step({ id: 'n1' }, (step) => step.variables.assign({ cart, note: 'x', gone: 1 }));
      flow.step({ id: 'n2' }, (step) => {
        cart.total = 7;
        step.variables.set('cart', cart);
        step.variables.delete('gone');
        step.variables.set('note', 'x');
        step.variables.set('new', null);
      });
    });
    const [first, second] = (await test.records('bot.step.completed')).map(toBody);
    expect(first?.['variables']).toEqual({
      delta: [
        { name: 'cart', after: { total: 5 } },
        { name: 'note', after: 'x' },
        { name: 'gone', after: 1 },
      ],
      count: 3,
    });
    expect(second?.['variables']).toEqual({
      delta: [
        { name: 'cart', before: { total: 5 }, after: { total: 7 } },
        { name: 'gone', before: 1 },
        { name: 'new', after: null },
      ],
      count: 3,
    });
    expect(JSON.stringify((await test.spans()).map(({ attributes }) => Object.keys(attributes)))).not.toContain('cart');
  });

  it('passes on what the step throws, the same object, and records it with its cause and a fingerprint', async () => {
    const test = await startTestTelemetry();
    const error = new TypeError('order 8812 not found', { cause: new Error('HTTP 404') });
    const thrown = (flow: Flow): unknown => flow.step({ id: 'n1' }, () => { throw error; }); // prettier-ignore
    await expect(async () => play(test, thrown)).rejects.toBe(error);
    await expect(play(test, (flow) => flow.step({ id: 'n1' }, () => Promise.reject(error)))).rejects.toBe(error);
    const [record, again] = await test.records('bot.step.completed');
    expect(record).toMatchObject({ severityNumber: 17, severityText: 'ERROR' });
    expect(record?.attributes).toMatchObject({
      'bot.outcome': 'error',
      'error.type': 'TypeError',
      'exception.type': 'TypeError',
      'exception.message': 'order 8812 not found: HTTP 404',
      'bot.controller.state': 'error',
    });
    expect(record?.attributes['bot.error.fingerprint']).toMatch(/^[0-9a-f]{16}$/);
    expect(again?.attributes['bot.error.fingerprint']).toBe(record?.attributes['bot.error.fingerprint']);
    const { error: detail } = toBody(record!) as { error: { stack: string } };
    expect(detail).toMatchObject({ type: 'TypeError', message: 'order 8812 not found: HTTP 404' });
    expect(detail.stack).toContain('step-recorder.test.ts');
  });

  it('returns what the step returns: a value at once, a promise as a promise', async () => {
    const test = await startTestTelemetry();
    await play(test, (flow) => {
      expect(flow.step({ id: 'n1' }, () => 5)).toBe(5);
      const promise = flow.step({ id: 'n2' }, () => Promise.resolve(6));
      expect(promise).toBeInstanceOf(Promise);
      return promise.then((value) => expect(value).toBe(6));
    });
  });

  it('numbers steps as they start, over all flows of a turn, parallel ones too', async () => {
    const test = await startTestTelemetry();
    const conversation = test.telemetry.conversation();
    let release: (() => void) | undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await conversation.turn({}, async (turn) => {
      await turn.flow({ id: 'a' }, async (flow) => {
        const slow = flow.step({ id: 'slow' }, () => held);
        flow.step({ id: 'quick' }, () => release?.());
        await slow;
      });
      turn.flow({ id: 'b' }, (flow) => flow.step({ id: 'other' }, () => 1));
      turn.step({ id: 'last' }, () => 1);
    });
    const steps = (await test.records('bot.step.completed')).map(({ attributes }) => [
      attributes['bot.step.id'],
      attributes['bot.step.index'],
    ]);
    expect(Object.fromEntries(steps)).toEqual({ slow: 1n, quick: 2n, other: 3n, last: 4n });
    expect((await test.record('bot.turn.completed')).attributes['bot.turn.step_count']).toBe(4n);
  });

  it('does nothing after the step has ended, and still lets the bot call', async () => {
    const test = await startTestTelemetry();
    let leaked: Step | undefined;
    await play(test, (flow) => flow.step({ id: 'n1' }, (step) => ((leaked = step), 1)));
    leaked?.setOutput('late');
    leaked?.fail('late');
    leaked?.setState('error');
    expect((await leaked?.fetch(`${test.collector.url}/api`))?.status).toBe(200);
    const record = await test.record('bot.step.completed');
    expect(record.attributes['bot.outcome']).toBe('success');
    expect(toBody(record)['output']).toBe(1);
  });

  it('survives arguments that are nonsense', async () => {
    const test = await startTestTelemetry();
    const hostile = new Proxy({}, { get: () => { throw new Error('no'); } }) as never; // prettier-ignore
    const result = await play(test, (flow) => {
      expect(flow.step(undefined as never, () => 1)).toBe(1);
      expect(flow.step(hostile, () => 2)).toBe(2);
      expect(flow.script(null as never, () => 3)).toBe(3);
      return flow.step({ id: 'n1', input: hostile }, (step) => {
        step.log(undefined as never);
        step.log(hostile);
        step.recordApiCall(hostile);
        step.variables.set(hostile, hostile);
        step.variables.assign(hostile);
        step.fail(hostile);
        step.setInput(() => { throw new Error('no'); }); // prettier-ignore
        return 4;
      });
    });
    expect(result).toBe(4);
    expect(test.telemetry.conversation(hostile).turn(hostile, () => 5)).toBe(5);
    expect((await test.record('bot.step.completed')).attributes['bot.outcome']).toBe('error');
    expect(Object.keys(test.telemetry.stats().unreadable)).toContain('fault: step');
  });

  it('replaces the largest members of a body over the limit by their sizes', async () => {
    const test = await startTestTelemetry({ limits: { lineBytes: 2_000 } });
    await play(test, (flow) => flow.step({ id: 'n1', input: 'i'.repeat(500) }, () => 'o'.repeat(5_000)));
    const record = await test.record('bot.step.completed');
    expect(toBody(record)).toMatchObject({ input: 'i'.repeat(500), output: { $truncated: 5_002 } });
  });
});

describe('ScriptRecorder', () => {
  it('F29: records what a script throws as an API log entry with console lines, source, stack and all variables', async () => {
    const test = await startTestTelemetry();
    const source = 'const a = 1;\nnull.total;\n';
    const run = (flow: Flow): unknown =>
      flow.script({ id: 's1', name: 'Sum', source }, (script) => {
        script.variables.set('cart', { total: 3 });
        script.console.log('adding', { n: 1, password: 'hunter2' });
        script.console.error('no cart');
        // eslint-disable-next-line @typescript-eslint/no-implied-eval
        return (new Function(source) as () => unknown)();
      });
    await expect(async () => play(test, run)).rejects.toThrow(TypeError);
    const record = await test.record('bot.script.exception');
    expect(record.severityText).toBe('ERROR');
    expect(record.attributes).toMatchObject({
      'bot.record.kind': 'api',
      'bot.outcome': 'error',
      'bot.api.request_type': 'SCRIPT',
      'error.type': 'TypeError',
      'exception.type': 'TypeError',
      'bot.step.id': 's1',
      'bot.step.type': 'script',
      'bot.api.source.path': 'Order status / Sum',
    });
    expect(toBody(record)).toMatchObject({
      source: '    1 | const a = 1;\n>   2 | null.total;\n    3 | ',
      stack: expect.stringContaining('TypeError') as unknown,
      console: [expect.stringMatching(/^adding \{"n":1,"password":"\[redacted:/) as unknown, 'error: no cart'],
      variables: { cart: { total: 3 } },
    });
    const step = await test.record('bot.step.completed');
    expect(step.attributes['bot.error.fingerprint']).toBe(record.attributes['bot.error.fingerprint']);
    expect(toBody(step)['console']).toHaveLength(2);
  });

  it('records console and source of a script that succeeds, and no exception', async () => {
    const test = await startTestTelemetry();
    const source = 'done();\nreturn 1;';
    await play(test, (flow) => flow.script({ id: 's1', source }, (script) => script.console.info('done')));
    expect(toBody(await test.record('bot.step.completed'))).toMatchObject({
      console: ['info: done'],
      source: '    1 | done();\n    2 | return 1;',
    });
    expect(await test.records('bot.script.exception')).toEqual([]);
  });
});

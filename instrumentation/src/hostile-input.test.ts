import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BotTelemetry } from './api/bot-telemetry.ts';
import { AuditError } from './audit/audit-error.ts';
import { HOSTILE_VALUES, hostileOptions, hostileValue } from './testing/hostile-values.ts';
import { startTestTelemetry, type TestTelemetry } from './testing/test-telemetry.ts';

const RUNS = 60;
let test: TestTelemetry;
let telemetry: BotTelemetry;

beforeEach(async () => {
  test = await startTestTelemetry({ runtimeSampleIntervalMillis: 0 });
  telemetry = test.telemetry;
});

/** After anything that was done to it, a telemetry records on, and accounts for everything. */
async function expectSound(): Promise<void> {
  const uid = telemetry.recordEvent({ event: 'last', kind: 'log' });
  await telemetry.forceFlush({ timeoutMillis: 15_000 });
  expect(test.collector.eventsOf('last').map((record) => record.attributes['log.record.uid'])).toContain(uid);
  const { emitted, delivered, dropped, spooled } = telemetry.stats().records;
  expect(delivered + spooled + Object.values(dropped).reduce((sum, count) => sum + count, 0)).toBe(emitted);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
}

/** A result or an error of the bot, and whether it came through as it was. */
function expectUntouched(call: (run: () => unknown) => unknown, outcome: unknown, fails: boolean): void {
  let runs = 0;
  const run = (): unknown => {
    runs++;
    if (fails) throw outcome;
    return outcome;
  };
  let seen: unknown;
  try {
    seen = call(run);
  } catch (error) {
    if (!fails || !Object.is(error, outcome)) throw error;
    seen = outcome;
  }
  expect(Object.is(seen, outcome)).toBe(true);
  expect(runs).toBe(1);
}

type Runner = (options: never, run: () => unknown) => unknown;

describe('a runner given hostile options', () => {
  const turn = (use: (turn: Parameters<Parameters<typeof conversationTurn>[1]>[0]) => unknown): unknown =>
    conversationTurn({}, use);
  const conversationTurn = (...args: Parameters<ReturnType<BotTelemetry['conversation']>['turn']>): unknown =>
    telemetry.conversation({ uid: 'c1' }).turn(...args);
  const message = { text: 'hi', id: 'm', type: 'text', attachments: [], buttons: [] };
  const carrier = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
  const step = { id: 'n1', name: 'step', type: 'api', input: { a: 1 } };
  const llm = { ...step, provider: 'openai', model: 'm', messages: [], parameters: {}, server: { address: 'a' } };
  const runners: readonly (readonly [string, Readonly<Record<string, unknown>>, Runner])[] = [
    ['turn', { input: message, resumes: carrier }, (options, run) => telemetry.conversation().turn(options, run)],
    [
      'receivedEvent',
      { name: 'e', source: 's', correlationId: 'c', payload: {}, resumes: carrier },
      (options, run) => telemetry.conversation().receivedEvent(options, run),
    ],
    ['flow', { id: 'f', name: 'flow', trigger: 'intent' }, (options, run) => turn((t) => t.flow(options, run))],
    ['step', step, (options, run) => turn((t) => t.step(options, run))],
    ['script', { ...step, source: 'x' }, (options, run) => turn((t) => t.script(options, run))],
    ['llm', llm, (options, run) => turn((t) => t.llm(options, run))],
  ];

  it.each(runners)('%s runs once and gives what it gives', async (_name, valid, runner) => {
    fc.assert(
      fc.property(hostileOptions(valid), hostileValue(), fc.boolean(), (makeOptions, makeOutcome, fails) => {
        const options = makeOptions();
        expectUntouched((run) => runner(options as never, run), makeOutcome(), fails);
      }),
      { numRuns: RUNS },
    );
    await expectSound();
  });

  it('resolves and rejects as the bot does, for every hostile value', async () => {
    for (const make of Object.values(HOSTILE_VALUES)) {
      const outcome = make();
      const failure = { outcome };
      const wrapped = await telemetry.conversation().turn({}, () => Promise.resolve({ outcome }));
      expect(Object.is(wrapped.outcome, outcome)).toBe(true);
      const rejected = telemetry.conversation().turn({}, async () => Promise.reject(failure as unknown as Error));
      expect(await rejected.catch((error: unknown) => error)).toBe(failure);
    }
    await expectSound();
  });
});

describe('a member given hostile values', () => {
  const entry = { label: 'l', level: 'info', value: 1, scope: 'action', errorType: 'e' };
  const call = {
    method: 'GET',
    requestType: 'x',
    url: 'http://a.example/',
    urlTemplate: '/',
    source: { type: 'flow_step' },
    actor: { id: 'a' },
    durationMillis: 1,
    request: { headers: { a: 'b' }, body: 'x' },
    response: { status: 200, headers: { a: 'b' }, body: {} },
    error: { type: 'dns', phase: 'connect' },
    resendCount: 1,
  };
  const event = {
    event: 'e',
    kind: 'log',
    level: 'info',
    outcome: 'error',
    bot: { id: 'b' },
    attributes: { a: 1 },
    body: {},
  };
  const conversation = {
    uid: 'u',
    channel: 'web',
    endUser: { id: 'e' },
    bot: { id: 'b' },
    sessionId: 's',
    resume: { turnCount: 1 },
  };

  const members: readonly (readonly [string, Readonly<Record<string, unknown>>, (value: never) => unknown])[] = [
    ['conversation', conversation, (value) => telemetry.conversation(value).turn({}, () => 'ok')],
    [
      'resume',
      { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
      (value) => telemetry.resume(value, value),
    ],
    ['log', entry, (value) => telemetry.log(value)],
    ['recordApiCall', call, (value) => telemetry.recordApiCall(value)],
    ['recordEvent', event, (value) => telemetry.recordEvent(value)],
    ['recordFailure', { message: 'm', stack: 's' }, (value) => telemetry.recordFailure(value)],
    ['end', { reason: 'user', summary: 's' }, (value) => telemetry.conversation().end(value)],
    [
      'members of a turn',
      { text: 'm' },
      (value) =>
        telemetry.conversation().turn({}, (turn) => {
          turn.send(value);
          turn.setState(value);
          turn.fail(value);
          turn.carrier();
          turn.responseHeaders();
        }),
    ],
    [
      'members of a step',
      entry,
      (value) =>
        telemetry.conversation().turn({}, (turn) =>
          turn.step({ id: 'n' }, (step) => {
            step.log(value);
            step.setInput(value);
            step.setOutput(value);
            step.setNext(value);
            step.setState(value);
            step.recordApiCall(value);
            step.fail(value);
          }),
        ),
    ],
    [
      'variables',
      { a: 1 },
      (value) =>
        telemetry.conversation().turn({}, ({ variables }) => {
          variables.set('a', value);
          variables.set(value, value);
          variables.assign(value);
          variables.delete(value);
        }),
    ],
    [
      'the console',
      { a: 1 },
      (value) =>
        telemetry.conversation().turn({}, (turn) =>
          turn.script({ id: 'n' }, (script) => {
            for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const) script.console[level](value, value);
          }),
        ),
    ],
    [
      'members of an LLM step',
      { id: 'i', model: 'm', finishReasons: ['stop'], usage: { inputTokens: 1 }, messages: [] },
      (value) =>
        telemetry
          .conversation()
          .turn({}, (turn) => turn.llm({ id: 'n', provider: 'p' }, (llm) => llm.setResponse(value))),
    ],
  ];

  it.each(members)('%s never throws', async (_name, valid, use) => {
    fc.assert(
      fc.property(hostileOptions(valid), (make) => void use(make() as never)),
      { numRuns: RUNS },
    );
    await expectSound();
  });

  it('audit.record acknowledges or rejects with an AuditError', async () => {
    const valid = {
      actor: { type: 'user', id: 'a' },
      action: 'UPDATED',
      entity: { type: 'card', id: '1' },
      before: { a: 1 },
      after: { a: 2 },
      context: {},
      bot: { id: 'b' },
      outcome: 'success',
    };
    await fc.assert(
      fc.asyncProperty(
        hostileOptions(valid),
        fc.option(hostileValue(), { nil: () => undefined }),
        async (makeEntry, makeOptions) => {
          const outcome: unknown = await telemetry.audit
            .record(makeEntry() as never, makeOptions() as never)
            .catch((error: unknown) => error);
          if (outcome instanceof Error) expect(outcome).toBeInstanceOf(AuditError);
          else expect(outcome).toHaveProperty('uid');
        },
      ),
      { numRuns: RUNS },
    );
    await expectSound();
  });
});

describe('recorders used when they are over', () => {
  it('do nothing, whatever is called and how often', async () => {
    const conversation = telemetry.conversation({ uid: 'c1' });
    const [turn, flow, step] = conversation.turn({ input: 'hi' }, (turn) =>
      turn.flow({ id: 'f' }, (flow) => flow.step({ id: 'n' }, (step) => [turn, flow, step] as const)),
    );
    for (let i = 0; i < 3; i++) {
      step.log({ label: 'late' });
      step.setOutput('late');
      step.fail(new Error('late'));
      step.variables.set('late', 1);
      flow.fail(new Error('late'));
      turn.send('late');
      turn.fail(new Error('late'));
      turn.setState('ended');
      conversation.end();
    }
    expect(step.recordApiCall({ method: 'GET', url: 'http://a.example/', durationMillis: 1 })).toSatisfy(
      (uid: unknown) => uid === undefined || typeof uid === 'string',
    );
    expect(turn.step({ id: 'n2' }, () => 'late')).toBe('late');
    expect(await test.records('bot.step.completed')).toSatisfy((records: unknown[]) => records.length <= 2);
    expect(await test.records('bot.turn.completed')).toHaveLength(1);
    await expectSound();
  });

  it('are not kept: conversations that nobody ends take no memory without bound', async () => {
    const run = (from: number): void => {
      for (let i = from; i < from + 12_000; i++)
        telemetry.conversation({ uid: `c${i}` }).variables.set('a', 'x'.repeat(100));
    };
    run(0);
    run(12_000);
    const remembered = telemetry.conversation({ uid: 'c0' });
    remembered.turn({}, (turn) => expect(turn.index).toBe(1));
    await expectSound();
  });
});

describe('a text of ten megabytes', () => {
  it('is cut, and the bot gets it back whole', async () => {
    const text = 'x'.repeat(10_000_000);
    const result = telemetry.conversation().turn({ input: text }, (turn) =>
      turn.step({ id: 'n', input: text }, (step) => {
        step.log({ label: text, value: text });
        step.variables.set(text, text);
        return text;
      }),
    );
    expect(result).toBe(text);
    await expectSound();
    expect(Math.max(...test.collector.records.map((record) => (record.body as string).length))).toBeLessThan(400_000);
  });
});

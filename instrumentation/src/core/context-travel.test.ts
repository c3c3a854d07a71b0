import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { OtlpLogRecord, OtlpSpan } from '@botscope/otlp';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StepRunner, Turn } from '../index.ts';
import { startTestTelemetry, type TestTelemetry } from '../testing/test-telemetry.ts';

/** Name of a span's parent, by the span's own name. */
async function parentsOf(test: TestTelemetry): Promise<Record<string, string | undefined>> {
  const spans = await test.spans();
  const nameOf = (id: string): string | undefined => spans.find(({ spanId }) => spanId === id)?.name;
  return Object.fromEntries(spans.map(({ name, parentSpanId }) => [name, nameOf(parentSpanId)]));
}

/** Id of the step that a log action belongs to, by its label. */
async function stepsOfLogs(test: TestTelemetry): Promise<Record<string, unknown>> {
  const logs = await test.records('bot.log');
  const places = logs.map(({ attributes }) => [attributes['bot.log.label'], attributes['bot.step.id']] as const);
  return Object.fromEntries(places) as Record<string, unknown>;
}

describe('context', () => {
  it('numbers steps of parallel, nested and generated flows as they start, each below what started it', async () => {
    const test = await startTestTelemetry();
    await test.telemetry.conversation().turn({}, async (turn) => {
      await turn.flow({ id: 'outer' }, async (outer) => {
        await Promise.all(
          ['a', 'b'].map((id) =>
            outer.step({ id }, async () => {
              await wait(1);
              await turn.flow({ id: `inner-${id}` }, (inner) => inner.step({ id: `deep-${id}` }, () => wait(1)));
            }),
          ),
        );
        const made = outer.step({ id: 'made' }, function* () {
          yield turn.step({ id: 'within' }, () => 1);
          yield turn.step({ id: 'within-too' }, () => 2);
        });
        turn.step({ id: 'between' }, () => 0);
        expect([...made]).toEqual([1, 2]);
      });
    });
    const steps = (await test.records('bot.step.completed')).map(({ attributes }): [unknown, unknown] => [
      attributes['bot.step.index'],
      attributes['bot.step.id'],
    ]);
    const order = steps.sort(([a], [b]) => Number(a) - Number(b)).map(([, id]) => id);
    expect(order.slice(0, 2)).toEqual(['a', 'b']);
    expect(order.slice(4)).toEqual(['made', 'between', 'within', 'within-too']);
    expect(await parentsOf(test)).toMatchObject({
      'flow outer': 'turn',
      'step step a': 'flow outer',
      'step step b': 'flow outer',
      'flow inner-a': 'step step a',
      'flow inner-b': 'step step b',
      'step step deep-a': 'flow inner-a',
      'step step deep-b': 'flow inner-b',
      'step step made': 'flow outer',
      'step step within': 'step step made',
      'step step within-too': 'step step made',
      'step step between': 'flow outer',
    });
  });

  it('travels through timers, microtasks, emitters and streams', async () => {
    const test = await startTestTelemetry();
    const log = (label: string): void => test.telemetry.log({ label });
    await test.telemetry.conversation().turn({}, (turn) =>
      turn.step({ id: 'n1' }, async () => {
        await new Promise<void>((resolve) => setTimeout(() => resolve(log('timer')), 1));
        await new Promise<void>((resolve) => setImmediate(() => resolve(log('immediate'))));
        await new Promise<void>((resolve) => process.nextTick(() => resolve(log('tick'))));
        queueMicrotask(() => log('microtask'));
        const emitter = new EventEmitter().once('event', () => log('emitter'));
        emitter.emit('event');
        for await (const label of Readable.from(['stream'])) log(String(label));
      }),
    );
    const places = await stepsOfLogs(test);
    expect(Object.keys(places).sort()).toEqual(['emitter', 'immediate', 'microtask', 'stream', 'tick', 'timer']);
    expect(new Set(Object.values(places))).toEqual(new Set(['n1']));
  });

  it('is that of the step within its generator, and of the bot between its parts', async () => {
    const test = await startTestTelemetry();
    const conversation = test.telemetry.conversation();
    const parts = conversation.turn({}, (turn) =>
      turn.step({ id: 'n1' }, async function* () {
        test.telemetry.log({ label: 'first' });
        yield await wait(1, 'a');
        test.telemetry.log({ label: 'second' });
        yield await wait(1, 'b');
      }),
    );
    const read: string[] = [];
    for await (const part of parts) {
      read.push(part);
      test.telemetry.log({ label: `got ${part}` });
    }
    expect(read).toEqual(['a', 'b']);
    expect(await stepsOfLogs(test)).toEqual({ first: 'n1', second: 'n1', 'got a': undefined, 'got b': undefined });
    const step = await test.record('bot.step.completed');
    expect(JSON.parse(step.body as string)).toEqual({ output: ['a', 'b'] });
    expect(JSON.parse((await test.record('bot.turn.completed')).body as string)).toEqual({ output: ['a', 'b'] });
    expect(await test.records('bot.message.sent')).toEqual([]);
  });

  it('ends a generator step when the bot leaves it or it throws', async () => {
    const test = await startTestTelemetry();
    test.telemetry.conversation().turn({}, (turn) => {
      for (const part of turn.step({ id: 'left' }, function* () { yield 1; yield 2; })) if (part === 1) break; // prettier-ignore
      const thrown = turn.step({ id: 'thrown' }, function* () { yield 1; throw new RangeError('no'); }); // prettier-ignore
      expect(() => [...thrown]).toThrow(RangeError);
    });
    const steps = (await test.records('bot.step.completed')).map(({ attributes }) => attributes);
    expect(steps.map((step) => [step['bot.step.id'], step['bot.outcome'], step['error.type']])).toEqual([
      ['left', 'success', undefined],
      ['thrown', 'error', 'RangeError'],
    ]);
  });

  it('keeps index and parents right, whatever runs beside and within what', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const test = await startTestTelemetry();
        const started: string[] = [];
        await test.telemetry.conversation().turn({}, (turn) => play(plan, turn, turn, 'turn', started));
        const spans = await test.spans();
        const records = await test.records('bot.step.completed');
        expect(toOrder(records)).toEqual(started.filter((name) => name.startsWith('step')));
        for (const span of spans.filter(({ name }) => name !== 'turn'))
          expect(toParentName(span, spans)).toBe(toPlanned(span));
        await test.telemetry.shutdown();
      }),
      { numRuns: 25 },
    );
  });
});

/** What runs in a flow or step: its parts, one after the other or all at once. */
interface Plan {
  readonly kind: 'flow' | 'step';
  readonly isParallel: boolean;
  readonly waits: boolean;
  /** Starts by the turn's own member rather than by that of the flow around it. */
  readonly byTurn: boolean;
  readonly parts: readonly Plan[];
}

const { plans } = fc.letrec<{ plans: readonly Plan[]; plan: Plan }>((tie) => {
  const toPlan = (parts: fc.Arbitrary<readonly Plan[]>): fc.Arbitrary<Plan> =>
    fc.record({
      kind: fc.constantFrom('flow' as const, 'step' as const),
      isParallel: fc.boolean(),
      waits: fc.boolean(),
      byTurn: fc.boolean(),
      parts,
    });
  return {
    plans: fc.array(tie('plan'), { maxLength: 3 }),
    plan: fc.oneof({ maxDepth: 3 }, toPlan(fc.constant([])), toPlan(tie('plans'))),
  };
});

/** Runs plans; the id of each says what it lies in. */
async function play(
  parts: readonly Plan[],
  turn: Turn,
  runner: StepRunner,
  parent: string,
  started: string[],
  isParallel = false,
): Promise<void> {
  const run = (plan: Plan): Promise<void> => {
    const id = `${started.length} in ${parent}`;
    started.push(plan.kind === 'step' ? `step ${id}` : `flow ${id}`);
    const within = async (inner: StepRunner, name: string): Promise<void> => {
      if (plan.waits) await wait(0);
      await play(plan.parts, turn, inner, name, started, plan.isParallel);
    };
    const number = id.split(' ')[0] as string;
    if (plan.kind === 'flow') return turn.flow({ id }, (flow) => within(flow, number));
    return (plan.byTurn ? turn : runner).step({ id }, () => within(runner, number));
  };
  if (isParallel) await Promise.all(parts.map(run));
  else for (const plan of parts) await run(plan);
}

function toOrder(records: readonly OtlpLogRecord[]): string[] {
  const byIndex = records.map(({ attributes }) => [Number(attributes['bot.step.index']), attributes['bot.step.id']]);
  return byIndex.sort(([a], [b]) => Number(a) - Number(b)).map(([, id]) => `step ${id as string}`);
}

/** Number of the parent, or `turn`. */
function toParentName({ parentSpanId }: OtlpSpan, spans: readonly OtlpSpan[]): string | undefined {
  const name = spans.find(({ spanId }) => spanId === parentSpanId)?.name;
  return name === 'turn' ? name : /(\d+) in/.exec(name ?? '')?.[1];
}

function toPlanned({ name }: OtlpSpan): string | undefined {
  return / in (\w+)$/.exec(name)?.[1];
}

import { describe, expect, it } from 'vitest';
import { startTestTelemetry, toBody, type TestTelemetry } from '../testing/test-telemetry.ts';

/** Trigger, number and content of every snapshot. */
async function snapshotsOf(test: TestTelemetry): Promise<unknown[][]> {
  const records = await test.records('bot.variables.snapshot');
  return records.map((record) => [
    record.attributes['bot.variables.trigger'],
    record.attributes['bot.variables.count'],
    toBody(record)['variables'],
  ]);
}

describe('emitVariablesSnapshot', () => {
  it('tells all variables at the end of every turn that changed one', async () => {
    const test = await startTestTelemetry();
    const conversation = test.telemetry.conversation({ uid: 'c1' });
    conversation.turn({}, (turn) => turn.variables.assign({ lang: 'en', password: 'hunter2' }));
    conversation.turn({}, (turn) => turn.variables.set('lang', 'en'));
    conversation.turn({}, (turn) => turn.step({ id: 'n1' }, (step) => step.variables.delete('lang')));
    const secret = expect.stringMatching(/^\[redacted:/) as unknown;
    expect(await snapshotsOf(test)).toEqual([
      ['turn_end', 2n, { lang: 'en', password: secret }],
      ['turn_end', 1n, { password: secret }],
    ]);
    const [first] = await test.records('bot.variables.snapshot');
    const [turn] = await test.records('bot.turn.completed');
    expect(first).toMatchObject({ severityText: 'DEBUG', traceId: turn?.traceId, spanId: turn?.spanId });
    expect(first?.attributes).toMatchObject({
      'bot.record.kind': 'step',
      'bot.turn.id': turn?.attributes['bot.turn.id'],
    });
  });

  it('tells them where a script threw, at its step', async () => {
    const test = await startTestTelemetry();
    const run = (): unknown =>
      test.telemetry.conversation().turn({}, (turn) =>
        turn.script({ id: 's1' }, (script) => {
          script.variables.set('cart', { total: 3 });
          throw new RangeError('no');
        }),
      );
    expect(run).toThrow(RangeError);
    expect(await snapshotsOf(test)).toEqual([['script_error', 1n, { cart: { total: 3 } }]]);
    const snapshot = await test.record('bot.variables.snapshot');
    const step = await test.record('bot.step.completed');
    expect([snapshot.attributes['bot.step.id'], snapshot.spanId]).toEqual(['s1', step.spanId]);
  });

  it('tells them where the bot asks, in a step, a turn, and between turns', async () => {
    const test = await startTestTelemetry();
    const conversation = test.telemetry.conversation();
    conversation.turn({}, (turn) => {
      turn.variables.set('n', 1);
      turn.variables.snapshot();
      turn.step({ id: 'n1' }, (step) => step.variables.snapshot());
    });
    conversation.variables.snapshot();
    expect(await snapshotsOf(test)).toEqual(Array.from({ length: 3 }, () => ['manual', 1n, { n: 1 }]));
    const places = (await test.records('bot.variables.snapshot')).map(({ attributes }) => attributes);
    expect(places.map((place) => place['bot.step.id'])).toEqual([undefined, 'n1', undefined]);
    expect(places.map((place) => place['bot.turn.index'])).toEqual([1n, 1n, undefined]);
  });

  it('replaces the largest values over the limit by their sizes', async () => {
    const test = await startTestTelemetry({ limits: { variablesBytes: 1_024 } });
    test.telemetry
      .conversation()
      .turn({}, (turn) => turn.variables.assign({ long: 'x'.repeat(900), longer: 'y'.repeat(1_000), n: 1 }));
    expect(await snapshotsOf(test)).toEqual([
      ['turn_end', 3n, { long: 'x'.repeat(900), longer: { $truncated: 1_002 }, n: 1 }],
    ]);
  });

  it('follows the capture policy: nothing of itself, and without content where the bot asks', async () => {
    const test = await startTestTelemetry({ capturePolicy: { rules: [{ variables: 'off' }] } });
    test.telemetry.conversation().turn({}, (turn) => {
      turn.variables.set('n', 1);
      turn.variables.snapshot();
    });
    const snapshot = await test.record('bot.variables.snapshot');
    expect(snapshot.attributes).toMatchObject({
      'bot.variables.trigger': 'manual',
      'bot.capture.omitted': 'variables',
    });
    expect(toBody(snapshot)).toEqual({});
  });
});

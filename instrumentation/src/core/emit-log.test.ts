import { LOG_LEVELS, type LogLevel } from '@botscope/conventions';
import { describe, expect, it } from 'vitest';
import { startTestTelemetry, toBody } from '../testing/test-telemetry.ts';

describe('emitLog', () => {
  it('E21: captures data at that moment anywhere in a workflow, bound to the active step, and without one', async () => {
    const test = await startTestTelemetry();
    await test.telemetry.conversation({ uid: 'c1' }).turn({}, (turn) =>
      turn.flow({ id: 'f' }, (flow) =>
        flow.step({ id: 'n1' }, async (step) => {
          step.log({ label: 'by step', value: 1 });
          await Promise.resolve();
          test.telemetry.log({ label: 'by context', value: 2 });
        }),
      ),
    );
    test.telemetry.log({ label: 'outside', value: 3 });
    const [byStep, byContext, outside] = await test.records('bot.log');
    const step = await test.record('bot.step.completed');
    for (const record of [byStep, byContext]) {
      expect(record?.attributes).toMatchObject({
        'bot.step.id': 'n1',
        'bot.step.index': 1n,
        'gen_ai.conversation.id': 'c1',
      });
      expect(record?.spanId).toBe(step.spanId);
    }
    expect(outside).toMatchObject({ traceId: '', body: '3' });
    expect(outside?.attributes).not.toHaveProperty('bot.step.id');
  });

  it('E22: carries the label', async () => {
    const test = await startTestTelemetry();
    test.telemetry.log({ label: 'Test' });
    expect((await test.record('bot.log')).attributes['bot.log.label']).toBe('Test');
  });

  it('E23: carries the level chosen, information when none is', async () => {
    const test = await startTestTelemetry();
    test.telemetry.log({ label: 'a', level: 'warning' });
    test.telemetry.log({ label: 'b' });
    const levels = (await test.records('bot.log')).map(({ severityNumber, severityText }) => [
      severityNumber,
      severityText,
    ]);
    expect(levels).toEqual([
      [13, 'WARN'],
      [9, 'INFO'],
    ]);
  });

  it('E25: carries the value as JSON, whatever it is', async () => {
    const test = await startTestTelemetry();
    const values = [{ tries: 1, token: 'x' }, [1, 'two'], 'text', null, 5n];
    values.forEach((value) => test.telemetry.log({ label: 'a', value }));
    test.telemetry.log({ label: 'a', value: () => ({ made: 'late' }) });
    const bodies = (await test.records('bot.log')).map((record) => toBody(record));
    expect(bodies.slice(1)).toEqual([[1, 'two'], 'text', null, '5', { made: 'late' }]);
    expect(bodies[0]).toEqual({ tries: 1, token: expect.stringMatching(/^\[redacted:/) as unknown });
  });

  it('E26: has the four levels debug, info, warning and error', async () => {
    const test = await startTestTelemetry();
    const levels: readonly LogLevel[] = ['debug', 'info', 'warning', 'error'];
    levels.forEach((level) => test.telemetry.log({ label: level, level }));
    const records = await test.records('bot.log');
    expect(records.map(({ severityNumber }) => severityNumber)).toEqual([5, 9, 13, 17]);
    expect(records.map(({ severityText }) => severityText)).toEqual(LOG_LEVELS.map(({ severityText }) => severityText));
    expect(records.map(({ attributes }) => attributes['bot.outcome'])).toEqual([
      'success',
      'success',
      'success',
      'error',
    ]);
    expect(records[3]?.attributes).toMatchObject({ 'error.type': 'log' });
  });

  it('E4: has severity and the active span, so that application events of one process belong together', async () => {
    const test = await startTestTelemetry();
    test.telemetry.conversation().turn({}, (turn) => {
      turn.step({ id: 'n1' }, (step) => step.log({ label: 'tried twice', level: 'warning' }));
    });
    const record = await test.record('bot.log');
    const span = (await test.spans()).find(({ name }) => name === 'step step n1');
    expect(record).toMatchObject({ severityText: 'WARN', traceId: span?.traceId, spanId: span?.spanId });
  });
});

describe('emitEvent', () => {
  it('records an event that has no recorder of its own', async () => {
    const test = await startTestTelemetry();
    const uid = test.telemetry.recordEvent({
      event: 'bot.alert.failed',
      kind: 'alert',
      outcome: 'error',
      errorType: 'smtp',
      bot: { id: '7', name: 'Other' },
      attributes: { 'bot.alert.id': 'a1', 'bot.alert.recipient_count': 2 },
      body: { subject: 'S', template: 't' },
    });
    const record = await test.record('bot.alert.failed');
    expect(record.attributes).toMatchObject({
      'log.record.uid': uid,
      'bot.record.kind': 'alert',
      'bot.outcome': 'error',
      'error.type': 'smtp',
      'bot.id': '7',
      'bot.alert.id': 'a1',
      'bot.alert.recipient_count': 2n,
    });
    expect(record.severityText).toBe('ERROR');
    expect(toBody(record)).toEqual({ subject: 'S', template: 't' });
  });
});

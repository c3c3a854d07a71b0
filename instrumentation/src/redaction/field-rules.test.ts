import { describe, expect, it } from 'vitest';
import type { RecordField } from '../api/redaction.ts';
import { startTestTelemetry, toBody } from '../testing/test-telemetry.ts';
import { createFieldRules } from './field-rules.ts';
import { createSecretPrinter } from './secret-printer.ts';

const print = createSecretPrinter('key of the tests');

function apply(fields: Parameters<typeof createFieldRules>[0], body: string, nowMillis = () => 0) {
  const counts: string[] = [];
  const rules = createFieldRules(fields, { print, count: (reason) => counts.push(reason), nowMillis });
  return { body: rules?.applyToText('bot.step.completed', body), counts };
}

describe('applyToText', () => {
  it.each([
    ['a member', { input: 'drop' as const }, '{"input":{"a":1},"output":2}', '{"output":2}'],
    ['a print', { 'input.name': 'print' as const }, '{"input":{"name":"Ann"}}', `{"input":{"name":"${print('Ann')}"}}`],
    [
      'any name',
      { 'input.*.mail': 'drop' as const },
      '{"input":[{"mail":1,"x":2},{"mail":3}]}',
      '{"input":[{"x":2},{}]}',
    ],
    [
      'a name with dots',
      { 'delta.user.name': 'drop' as const },
      '{"delta":{"user.name":1,"b":2}}',
      '{"delta":{"b":2}}',
    ],
    [
      'any case',
      { 'request.headers.X-Id': 'drop' as const },
      '{"request":{"headers":{"x-id":"1"}}}',
      '{"request":{"headers":{}}}',
    ],
    ['large numbers', { a: 'drop' as const }, '{"a":1,"n":12345678901234567890}', '{"n":12345678901234567890}'],
  ])('takes %s', (_name, fields, text, expected) => {
    expect(apply(fields, text).body).toBe(expected);
  });

  it('gives the hook the event, the path and a copy, and records what it returns', () => {
    const seen: RecordField[] = [];
    const hook = (field: RecordField): unknown => {
      seen.push(field);
      return { length: String(field.value).length };
    };
    expect(apply({ 'input.*': hook }, '{"input":{"text":"hello"}}').body).toBe('{"input":{"text":{"length":5}}}');
    expect(seen).toEqual([{ event: 'bot.step.completed', path: 'input.text', value: 'hello' }]);
  });

  it('leaves a body whose parts no rule changes as it is', () => {
    const text = '{ "input" : 1.0 }';
    expect(apply({ output: 'drop', input: ({ value }) => value }, text).body).toBe(text);
  });

  it('records a marker in place of what a hook that throws, or returns a promise, was given', () => {
    const { body, counts } = apply(
      {
        a: () => {
          throw new Error('no');
        },
        b: () => Promise.resolve(1),
        c: () => () => 1,
      },
      '{"a":"secret","b":"secret","c":"secret"}',
    );
    expect(body).toBe('{"a":"[hook failed]","b":"[hook failed]","c":"[hook failed]"}');
    expect(counts).toEqual(['hook failed', 'hook failed', 'hook failed']);
  });

  it('leaves a slow hook alone for a while', () => {
    let millis = 0;
    let calls = 0;
    const rules = createFieldRules(
      {
        a: () => {
          calls++;
          millis += calls === 1 ? 60 : 1;
          return 'fine';
        },
      },
      { print, count: () => {}, nowMillis: () => millis },
    );
    const texts = ['{"a":1}', '{"a":2}'].map((text) => rules?.applyToText('e', text));
    millis += 10_001;
    expect([...texts, rules?.applyToText('e', '{"a":3}'), calls]).toEqual([
      '{"a":"[hook too slow]"}',
      '{"a":"[hook too slow]"}',
      '{"a":"fine"}',
      2,
    ]);
  });
});

describe('redaction.fields', () => {
  it('holds for records of every kind, audit states among them, and nothing is thrown into the bot', async () => {
    const test = await startTestTelemetry({
      redaction: {
        fingerprintKey: 'key of the tests',
        fields: {
          'output.name': 'drop',
          text: () => {
            throw new Error('no');
          },
          'after.email': 'print',
          'attributes.bot.log.label': ({ value }) => String(value).toUpperCase(),
        },
      },
    });
    test.telemetry.conversation().turn({ input: 'I am Ann' }, (turn) => {
      turn.step({ id: 'n1' }, () => ({ name: 'Ann', ok: true }));
    });
    test.telemetry.log({ label: 'found', value: 1 });
    await test.telemetry.audit.record({
      actor: { id: 'u1' },
      action: 'UPDATED',
      entity: { type: 'user' },
      after: { email: 'ann@example.com' },
    });
    expect(toBody(await test.record('bot.step.completed'))['output']).toEqual({ ok: true });
    expect(toBody(await test.record('bot.message.received'))['text']).toBe('[hook failed]');
    expect((await test.record('bot.log')).attributes['bot.log.label']).toBe('FOUND');
    expect(toBody(await test.record('bot.audit.change'))['after']).toEqual({ email: print('ann@example.com') });
    expect(test.telemetry.stats().unreadable).toMatchObject({ 'hook failed': 1 });
  });
});

describe('redaction.pseudonyms', () => {
  it('tells end users apart without their id and name, in records and spans', async () => {
    const test = await startTestTelemetry({ redaction: { fingerprintKey: 'key of the tests', pseudonyms: true } });
    for (const id of ['ann@example.com', 'bob@example.com', 'ann@example.com']) {
      test.telemetry.conversation({ endUser: { id, name: `Name of ${id}` } }).turn({}, (turn) => {
        turn.step({ id: 'n1' }, () => 1);
      });
    }
    const steps = await test.records('bot.step.completed');
    const [ann, bob, annAgain] = steps.map(({ attributes }) => attributes['enduser.pseudo.id']);
    expect(ann).toMatch(/^[0-9a-f]{16}$/);
    expect(annAgain).toBe(ann);
    expect(bob).not.toBe(ann);
    await test.spans();
    const sent = test.collector.requests.map(({ body }) => body.toString('latin1')).join('\n');
    expect(sent).not.toMatch(/(?:ann|bob)@example\.com/);
  });
});

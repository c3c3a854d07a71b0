import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LokiEntry } from '../loki/loki-entry.ts';
import { toEntry } from '../../test/test-entries.ts';
import { parseRecord } from './parse-record.ts';

const TIME = 1_795_240_000_000_000_000n;

function parse(attributes: Parameters<typeof toEntry>[1], body?: unknown) {
  return parseRecord(toEntry(TIME, attributes, body));
}

describe('parseRecord', () => {
  it('reads what every record has', () => {
    const record = parse({
      'log.record.uid': '01U',
      'bot.record.kind': 'step',
      'bot.event': 'bot.step.completed',
      'bot.outcome': 'error',
      'bot.id': 'shop',
      'bot.duration_ms': 412,
      'deployment.environment.name': 'sandbox',
      'gen_ai.conversation.id': 'c1',
      'bot.turn.id': 't1',
      'bot.turn.index': 7,
      'bot.step.index': 4,
      'enduser.pseudo.id': 'p-9',
      'user.email': 'ada@example.com',
      'error.type': '500',
      severity_number: 17,
      trace_id: 'ab'.repeat(16),
    });
    expect(record).toMatchObject({
      type: 'step',
      phase: 'completed',
      uid: '01U',
      uidDerived: false,
      timestampUnixNano: TIME,
      startUnixNano: TIME - 412_000_000n,
      kind: 'step',
      outcome: 'error',
      level: 'error',
      botId: 'shop',
      environment: 'sandbox',
      conversationId: 'c1',
      turnId: 't1',
      turnIndex: 7,
      stepIndex: 4,
      durationMillis: 412,
      endUserId: 'p-9',
      actor: { email: 'ada@example.com' },
      errorType: '500',
      traceId: 'ab'.repeat(16),
      pinned: false,
    });
  });

  it('takes the session for the conversation where there is no other name', () => {
    expect(parse({ 'session.id': 's1' }).conversationId).toBe('s1');
    expect(parse({ 'session.id': 's1', 'gen_ai.conversation.id': 'c1' }).conversationId).toBe('c1');
  });

  it.each([
    ['bot.conversation.started', 'conversation'],
    ['bot.conversation.ended', 'conversation'],
    ['bot.conversation.flagged', 'flag'],
    ['bot.message.received', 'message'],
    ['bot.message.sent', 'message'],
    ['bot.turn.completed', 'turn'],
    ['bot.flow.started', 'flow'],
    ['bot.step.started', 'step'],
    ['bot.script.exception', 'script-exception'],
    ['bot.api.call', 'api-call'],
    ['bot.event.received', 'received-event'],
    ['bot.log', 'log'],
    ['bot.variables.snapshot', 'snapshot'],
    ['bot.audit.change', 'audit'],
    ['bot.audit.checkpoint', 'audit-checkpoint'],
    ['bot.alert.suppressed', 'alert'],
    ['bot.runtime.sampled', 'other'],
    ['bot.invented.later', 'other'],
  ])('tells %s from others as %s', (event, type) => {
    expect(parse({ 'bot.event': event }).type).toBe(type);
  });

  it.each([
    ['log', 'log'],
    ['api', 'api-call'],
    ['audit', 'audit'],
    ['step', 'other'],
  ])("takes another application's record of kind %s for a %s", (kind, type) => {
    expect(parse({ 'bot.record.kind': kind }).type).toBe(type);
  });

  it('reads the body of a step and drops what has no place in it', () => {
    const record = parse(
      { 'bot.event': 'bot.step.completed' },
      {
        input: { a: 1 },
        output: null,
        variables: {
          delta: [{ name: 'x', before: null, after: 1 }, { name: 'y', after: 2 }, { after: 3 }, 4],
          count: 2,
        },
        calls: [{ uid: 'u', method: 'GET', host: 'h', status: '500', durationMs: 3 }, 'no call'],
        error: { type: 'E', message: 'm' },
        console: ['a', 1],
      },
    );
    expect(record.type === 'step' && record.body).toEqual({
      input: { a: 1 },
      variables: {
        delta: [
          { name: 'x', before: null, after: 1 },
          { name: 'y', after: 2 },
        ],
        count: 2,
      },
      calls: [{ uid: 'u', method: 'GET', host: 'h', status: 500, durationMs: 3 }],
      error: { type: 'E', message: 'm' },
      console: ['a'],
    });
  });

  it('reads an API call whose answer never came', () => {
    const record = parse(
      {
        'bot.event': 'bot.api.call',
        'bot.record.kind': 'api',
        'url.full': 'https://api.example/x',
        'server.port': 443,
        'bot.body.truncated': 'true',
      },
      {
        request: { method: 'GET', url: 'https://api.example/x', headers: { accept: '*/*', bad: 1 } },
        error: { phase: 'dns', cause: 'dns', host: 'api.example' },
      },
    );
    expect(record).toMatchObject({ type: 'api-call', statusCode: undefined, port: 443, bodyTruncated: true });
    expect(record.type === 'api-call' && record.body).toEqual({
      request: { method: 'GET', url: 'https://api.example/x', headers: { accept: '*/*' } },
      error: { phase: 'dns', cause: 'dns', host: 'api.example' },
    });
  });

  it('says why a body cannot be read, and keeps the line', () => {
    const broken = parse({ 'bot.event': 'bot.message.sent' }, '{"text": ');
    expect(broken).toMatchObject({ type: 'message', line: '{"text": ' });
    expect(broken.bodyError).toMatch(/^the body is not JSON: /);
    expect(parse({ 'bot.event': 'bot.message.sent' }, '[1]').bodyError).toBe('the body is JSON, but not an object');
    expect(parse({ 'bot.event': 'bot.message.sent' }, '').bodyError).toBeUndefined();
  });

  it('takes a logged text that is no JSON as text', () => {
    expect(parse({ 'bot.event': 'bot.log' }, 'plain {')).toMatchObject({ type: 'log', body: 'plain {' });
    expect(parse({ 'bot.event': 'bot.log' }, '{"tries":1}')).toMatchObject({ body: { tries: 1 } });
  });

  it('keeps keys such as __proto__ as ordinary ones', () => {
    const line = '{"variables":{"__proto__":{"polluted":1},"constructor":2}}';
    const record = parse({ 'bot.event': 'bot.variables.snapshot' }, line);
    const variables = record.type === 'snapshot' ? record.body?.variables : undefined;
    expect(Object.keys(variables ?? {})).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('derives one key for equal records without uid, and others for others', () => {
    const attributes = { 'bot.event': 'bot.log', 'bot.id': 'shop', 'bot.log.label': 'a' };
    const key = parse(attributes, 'x');
    const again = parse({ 'bot.log.label': 'a', 'bot.id': 'shop', 'bot.event': 'bot.log' }, 'x');
    expect(key).toMatchObject({ uidDerived: true, uid: again.uid });
    const others = [parse(attributes, 'y'), parse({ ...attributes, 'bot.log.label': 'b' }, 'x')];
    expect(new Set([key, ...others].map(({ uid }) => uid)).size).toBe(3);
  });

  it('leaves unreadable fields out', () => {
    const record = parse({
      'bot.turn.index': 'seven',
      'bot.step.index': '-1',
      'bot.duration_ms': '1e308',
      'bot.outcome': 'maybe',
      'bot.record.kind': 'unheard',
    });
    expect(record).toMatchObject({ kind: 'log', level: 'debug', startUnixNano: TIME });
    for (const field of ['turnIndex', 'stepIndex', 'durationMillis', 'outcome'] as const) {
      expect(record[field], field).toBeUndefined();
    }
  });

  it('reads numbers that came as text in bodies and attributes', () => {
    const record = parse({ 'bot.event': 'bot.turn.completed', 'bot.turn.step_count': '12' });
    expect(record).toMatchObject({ type: 'turn', stepCount: 12 });
  });

  it('never throws, whatever the store holds', () => {
    const event = fc.constantFrom(
      ...['bot.step.completed', 'bot.api.call', 'bot.audit.change', 'bot.alert.sent', 'bot.log', 'bot.turn.completed'],
      ...['bot.event.received', 'bot.conversation.ended', 'bot.script.exception', 'bot.variables.snapshot', ''],
    );
    const keys = fc.constantFrom(
      ...['request', 'response', 'error', 'variables', 'delta', 'calls', 'console', 'paths', 'headers', 'status'],
      ...['__proto__', 'constructor', 'name', 'before', 'input'],
    );
    const { body } = fc.letrec<{ body: unknown; node: unknown }>((tie) => ({
      body: fc.dictionary(keys, tie('node'), { maxKeys: 4 }),
      node: fc.oneof({ maxDepth: 3 }, fc.jsonValue(), tie('body'), fc.array(tie('body'), { maxLength: 3 })),
    }));
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      body.map((value) => JSON.stringify(value)),
      body.map((value) => JSON.stringify(value).slice(1, -1)),
      fc.constantFrom('['.repeat(200) + ']'.repeat(200), '{"a":'.repeat(200) + '1' + '}'.repeat(200), '['.repeat(1e5)),
    );
    const values = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('NaN', '-0', '1e400', '9'.repeat(400)));
    const names = fc.constantFrom(
      ...['bot_duration_ms', 'bot_step_index', 'severity_number', 'bot_turn_step_count', 'log_record_uid', '__proto__'],
      ...['bot_record_kind', 'bot_alert_window_start', 'http_response_status_code'],
    );
    fc.assert(
      fc.property(fc.bigInt(), event, fc.dictionary(names, values), line, (timestampUnixNano, name, metadata, text) => {
        const entry: LokiEntry = {
          timestampUnixNano,
          line: text,
          labels: {},
          metadata: { ...metadata, bot_event: name },
        };
        expect(parseRecord(entry).uid).not.toBe('');
      }),
      { numRuns: 400 },
    );
  });
});

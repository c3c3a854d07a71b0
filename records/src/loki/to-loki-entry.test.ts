import { describe, expect, it } from 'vitest';
import { parseRecord } from '../record/parse-record.ts';
import { toLokiEntry, type EmittedRecord } from './to-loki-entry.ts';

const CALL: EmittedRecord = {
  timestampUnixNano: 1_795_269_731_482_000_000n,
  observedTimestampUnixNano: 1_795_269_731_482_000_001n,
  severityNumber: 17,
  severityText: 'ERROR',
  eventName: 'bot.api.call',
  body: '{"request":{"method":"GET","url":"https://api.example/","headers":{}}}',
  attributes: { 'bot.record.kind': 'api', 'bot.id': '42', 'http.response.status_code': 500, 'log.record.uid': 'u1' },
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
};
const RESOURCE = { attributes: { 'service.name': 'support-bot', 'service.instance.id': 'host-1' } };

describe('toLokiEntry', () => {
  it('separates index labels from metadata under the names that Loki gives them', () => {
    expect(toLokiEntry(CALL, RESOURCE)).toEqual({
      timestampUnixNano: CALL.timestampUnixNano,
      line: CALL.body,
      labels: { service_name: 'support-bot', bot_record_kind: 'api', bot_id: '42' },
      metadata: {
        service_instance_id: 'host-1',
        http_response_status_code: '500',
        log_record_uid: 'u1',
        bot_event: 'bot.api.call',
        severity_number: '17',
        severity_text: 'ERROR',
        trace_id: CALL.traceId,
        span_id: CALL.spanId,
      },
    });
  });

  it('gives what parseRecord reads', () => {
    expect(parseRecord(toLokiEntry(CALL, RESOURCE))).toMatchObject({
      type: 'api-call',
      uid: 'u1',
      botId: '42',
      level: 'error',
      statusCode: 500,
      service: 'support-bot',
      traceId: CALL.traceId,
    });
  });

  it('keeps integers exact, texts of other types, and names that mean something to objects', () => {
    const attributes: Record<string, unknown> = {
      big: 9007199254740993n,
      yes: true,
      list: ['a', 1n],
      bytes: new Uint8Array([251, 255]),
      nothing: null,
    };
    Object.defineProperty(attributes, '__proto__', { value: 'p', enumerable: true });
    const { metadata } = toLokiEntry({ ...CALL, severityNumber: 0, severityText: '', attributes }, { attributes: {} });
    expect(Object.entries(metadata).slice(0, 5)).toEqual([
      ['big', '9007199254740993'],
      ['yes', 'true'],
      ['list', '["a","1"]'],
      ['bytes', '+/8='],
      ['__proto__', 'p'],
    ]);
  });

  it('takes the time of observation where there is no other, and leaves out what is empty', () => {
    const bare = { ...CALL, timestampUnixNano: 0n, eventName: '', traceId: '', spanId: '', body: undefined };
    const entry = toLokiEntry(bare, { attributes: {} });
    expect(entry.timestampUnixNano).toBe(CALL.observedTimestampUnixNano);
    expect(entry.line).toBe('');
    expect(entry.metadata).not.toHaveProperty('trace_id');
  });
});

import { encodePartialSuccess, encodeStatus } from '@botscope/otlp';
import { describe, expect, it } from 'vitest';
import { parseErrorMessage, parseExportResponse } from './parse-export-response.ts';

const CONTENT_TYPES = ['application/x-protobuf', 'application/json'] as const;
const ACCEPTED = { rejectedLogRecords: 0, errorMessage: '' };

describe('parseExportResponse', () => {
  it.each(CONTENT_TYPES)('reads a partial success in %s', (type) => {
    const body = Buffer.from(encodePartialSuccess(type, 'logs', 3, 'too long'));
    expect(parseExportResponse(body, type)).toEqual({ rejectedLogRecords: 3, errorMessage: 'too long' });
  });

  it.each(CONTENT_TYPES)('takes an empty answer in %s as a full success', (type) => {
    expect(parseExportResponse(Buffer.from(encodePartialSuccess(type, 'logs')), type)).toEqual(ACCEPTED);
  });

  it.each(['', '{', 'null', '\xff\xff\xff'])('takes %j, which is no answer, as a full success', (text) => {
    for (const type of CONTENT_TYPES) expect(parseExportResponse(Buffer.from(text, 'latin1'), type)).toEqual(ACCEPTED);
  });
});

describe('parseErrorMessage', () => {
  it.each(CONTENT_TYPES)('reads a status in %s', (type) => {
    const body = Buffer.from(encodeStatus(type, 'invalidArgument', 'no such field'));
    expect(parseErrorMessage(body, type)).toBe('no such field');
  });

  it('reads plain text, and nothing from what it does not understand', () => {
    expect(parseErrorMessage(Buffer.from('entry too far behind\n'), 'text/plain; charset=utf-8')).toBe(
      'entry too far behind',
    );
    expect(parseErrorMessage(Buffer.from('<html>'), 'text/html')).toBe('');
    expect(parseErrorMessage(Buffer.from('{'), 'application/json')).toBe('');
  });
});

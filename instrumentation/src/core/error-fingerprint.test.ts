import { describe, expect, it } from 'vitest';
import { toErrorFingerprint } from './error-fingerprint.ts';

const ERROR = { bot: '42', step: 'n7', errorType: 'Error', host: 'api.example.com', message: 'order 8812 not found' };

describe('toErrorFingerprint', () => {
  it.each([
    'order 77 not found',
    'Order  8812 not found',
    'order A-19 not found',
    'order 0b6c3a52-8f0e-4c1e-9f57-3f1c2d8d9f11 not found',
  ])('is the same for %j, which differs only in the occurrence', (message) => {
    expect(toErrorFingerprint({ ...ERROR, message })).toBe(toErrorFingerprint(ERROR));
  });

  it.each([{ bot: '43' }, { step: 'n8' }, { errorType: 'RangeError' }, { host: 'b' }, { message: 'card not found' }])(
    'is another one with %j',
    (change) => {
      expect(toErrorFingerprint({ ...ERROR, ...change })).not.toBe(toErrorFingerprint(ERROR));
    },
  );

  it('is 16 hex digits', () => {
    expect(toErrorFingerprint(ERROR)).toMatch(/^[0-9a-f]{16}$/);
  });
});

import { describe, expect, it } from 'vitest';
import { carriesToken, isKnownHost, isOwnOrigin } from './client-checks.ts';

describe('isKnownHost', () => {
  it.each([
    ['127.0.0.1:3100', true],
    ['localhost', true],
    ['[::1]:3100', true],
    ['loki.internal:3100', true],
    ['evil.example', false],
    ['127.0.0.1.evil.example', false],
    ['', false],
    [undefined, false],
  ])('takes %s: %s', (host, expected) => {
    expect(isKnownHost(host, ['loki.internal'])).toBe(expected);
  });
});

describe('isOwnOrigin', () => {
  it.each([
    ['http://127.0.0.1:3100', '127.0.0.1:3100', true],
    ['http://127.0.0.1:3000', '127.0.0.1:3100', false],
    ['null', '127.0.0.1:3100', false],
    ['http://127.0.0.1:3100', undefined, false],
  ])('takes %s at %s: %s', (origin, host, expected) => {
    expect(isOwnOrigin(origin, host)).toBe(expected);
  });
});

describe('carriesToken', () => {
  it.each([
    ['Bearer right', true],
    ['Bearer wrong', false],
    ['right', false],
    ['', false],
    [undefined, false],
  ])('takes %s: %s', (authorization, expected) => {
    expect(carriesToken(authorization, 'right')).toBe(expected);
  });
});

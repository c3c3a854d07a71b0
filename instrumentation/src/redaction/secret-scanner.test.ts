import { describe, expect, it } from 'vitest';
import { createSecretPrinter } from './secret-printer.ts';
import { createSecretScanner } from './secret-scanner.ts';

const print = createSecretPrinter('key of the tests');
const { scan } = createSecretScanner(print);
const GITHUB = `ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6'}`;

describe('scan', () => {
  it('returns the same text where no secret is found', () => {
    const text = '{"id":"550e8400-e29b-41d4-a716-446655440000","at":"2026-11-21T10:00:00.000Z"}';
    expect(scan(text)).toBe(text);
  });

  it.each([
    ['a token', `{"a":"${GITHUB}"}`, `{"a":"${print(GITHUB)}"}`],
    ['a card', 'pay 4111 1111 1111 1111 12/27', `pay ${print('4111 1111 1111 1111')} 12/27`],
    ['an account', 'to DE89 3704 0044 0532 0130 00 now', `to ${print('DE89 3704 0044 0532 0130 00')} now`],
  ])('replaces %s', (_name, text, expected) => {
    expect(scan(text)).toBe(expected);
  });
});

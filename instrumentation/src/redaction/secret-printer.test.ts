import { parseRedacted } from '@botscope/conventions';
import { describe, expect, it } from 'vitest';
import { createSecretPrinter } from './secret-printer.ts';

describe('createSecretPrinter', () => {
  it('prints equal secrets equally, others differently, and never the secret', () => {
    const print = createSecretPrinter('one key');
    expect(print('hunter2')).toBe(print('hunter2'));
    expect(print('hunter2')).not.toBe(print('hunter3'));
    expect(print('hunter2')).not.toContain('hunter2');
  });

  it('tells by the key id which prints can be compared', () => {
    const [one, same, other] = ['one key', 'one key', 'another'].map((key) =>
      parseRedacted(createSecretPrinter(key)('x')),
    );
    expect(one).toEqual(same);
    expect(one?.keyId).not.toBe(other?.keyId);
  });

  it('leaves what is replaced already', () => {
    const once = createSecretPrinter('one key')('x');
    expect(createSecretPrinter('another')(once)).toBe(once);
  });

  it('uses a key of its own in every process that has none', () => {
    expect(createSecretPrinter()('x')).not.toBe(createSecretPrinter()('x'));
  });
});

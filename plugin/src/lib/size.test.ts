import { describe, expect, it } from 'vitest';
import { formatSize, measureBytes } from './size.ts';

describe('formatSize', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [1_023, '1023 bytes'],
    [10_000, '9.8 KB'],
    [70_000, '68.4 KB'],
    [1_300_000, '1.2 MB'],
  ])('writes %d bytes as %s', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });
});

describe('measureBytes', () => {
  it('counts bytes, not characters', () => {
    expect(measureBytes('ü🌞')).toBe(6);
  });
});

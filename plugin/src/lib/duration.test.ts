import { describe, expect, it } from 'vitest';
import { formatAge, formatDuration } from './duration.ts';

describe('formatDuration', () => {
  it.each([
    [-5, '0 ms'],
    [0, '0 ms'],
    [412, '412 ms'],
    [999.6, '1.0 s'],
    [3_200, '3.2 s'],
    [59_940, '59.9 s'],
    [59_960, '1 min'],
    [245_000, '4 min 5 s'],
    [3_599_700, '1 h'],
    [7_380_000, '2 h 3 min'],
    [90_000_000, '1 d 1 h'],
  ])('writes %d ms as %s', (millis, text) => {
    expect(formatDuration(millis)).toBe(text);
  });
});

describe('formatAge', () => {
  it.each([
    [-1_000, 'just now'],
    [4_999, 'just now'],
    [59_000, '59 s'],
    [120_000, '2 m'],
    [7_200_000, '2 h'],
    [172_800_000, '2 d'],
  ])('writes %d ms as %s', (millis, text) => {
    expect(formatAge(millis)).toBe(text);
  });
});

import { describe, expect, it } from 'vitest';
import { toDetectedLevel } from './detected-level.ts';

describe('toDetectedLevel', () => {
  // As a real Loki 3.7 answered.
  it.each([
    [0, 'TRACE', 'trace'],
    [17, 'dbg', 'debug'],
    [17, 'Information', 'info'],
    [0, 'WARN', 'warn'],
    [17, 'Warning', 'warn'],
    [14, 'WARN4', 'WARN4'],
    [0, 'err', 'error'],
    [9, 'Critical', 'critical'],
    [9, 'NOTICE', 'NOTICE'],
    [0, '', 'unknown'],
    [1, '', 'trace'],
    [8, '', 'debug'],
    [9, '', 'info'],
    [16, '', 'warn'],
    [17, '', 'error'],
    [24, '', 'fatal'],
    [25, '', 'unknown'],
  ])('gives severity %i "%s" the level %s', (number, text, level) => {
    expect(toDetectedLevel(number, text)).toBe(level);
  });
});

import { describe, expect, it } from 'vitest';
import { isListed } from './is-listed.ts';

const MINUTE = 60_000_000_000n;
const END = 1_795_240_000_000_000_000n;
const row = (environment: string, ended: boolean) => ({
  key: { bot: 'shop', environment, uid: 'c1' },
  ...(ended ? { endedUnixNano: END } : {}),
});

describe('isListed', () => {
  it.each([
    ['production', true, 15n, 15, true],
    ['production', true, 14n, 15, false],
    ['production', true, 15n, undefined, true],
    ['production', true, 14n, undefined, false],
    ['production', false, 999n, 15, false],
    ['production', false, 0n, 0, true],
    ['sandbox', false, 0n, 15, true],
    ['staging', true, 0n, 15, true],
  ])('%s, ended %s, %s minutes later, delay %s: %s', (environment, ended, minutes, productionDelayMinutes, listed) => {
    const options = { nowUnixNano: END + minutes * MINUTE, productionDelayMinutes };
    expect(isListed(row(environment, ended), options)).toBe(listed);
  });
});

import { describe, expect, it } from 'vitest';
import { readUidMillis } from './uid-time.ts';

describe('readUidMillis', () => {
  it.each([
    ['01ARZ3NDEKTSV4RRFFQ69G5FAV', 1_469_922_850_259],
    ['01arz3ndektsv4rrffq69g5fav', 1_469_922_850_259],
    ['017f22e2-79b0-7cc3-98c4-dc0c0c07398f', 1_645_557_742_000],
    ['7b564963-c9d9-41d4-8fab-7026d3ef9645', undefined],
    ['ZZZZZZZZZZZZZZZZZZZZZZZZZZ', undefined],
    ['call-1', undefined],
    ['', undefined],
  ])('reads %j as %s', (uid, millis) => {
    expect(readUidMillis(uid)).toBe(millis);
  });
});

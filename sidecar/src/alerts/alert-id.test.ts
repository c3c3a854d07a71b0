import { describe, expect, it } from 'vitest';
import { createAlertIdSource } from './alert-id.ts';

describe('createAlertIdSource', () => {
  it('makes ids whose text order is the order of making, also when the clock stands or goes back', () => {
    const next = createAlertIdSource();
    const times = [1_795_240_000_000, 1_795_240_000_000, 1_795_240_000_001, 1_795_239_000_000, 1_795_250_000_000];
    const ids = times.map(next);
    expect([...ids].sort()).toEqual(ids);
    for (const id of ids) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  it('writes the time in its first ten digits', () => {
    expect(createAlertIdSource()(0)).toMatch(/^0{10}/);
    expect(createAlertIdSource()(32 ** 9 + 31)).toMatch(/^100000000Z/);
  });
});

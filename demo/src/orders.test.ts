import { describe, expect, it } from 'vitest';
import { findOrder } from './orders.ts';

const NOON = Date.parse('2030-03-02T12:00:00Z');

describe('findOrder', () => {
  it('gives an order that was shipped some days before today', () => {
    expect(findOrder('1001', NOON)).toMatchObject({ id: '1001', status: 'shipped', shippedAt: '2030-02-27' });
    expect(findOrder('1001', NOON + 86_400_000)).toMatchObject({ shippedAt: '2030-02-28' });
  });

  it('gives no date for an order that is not shipped', () => {
    expect(findOrder('2002', NOON)).toMatchObject({ status: 'processing', shippedAt: null });
  });

  it('knows no other numbers', () => {
    expect(findOrder('4040', NOON)).toBeUndefined();
  });
});

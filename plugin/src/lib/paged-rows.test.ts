import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendPage, mergeHead, type RowOrder } from './paged-rows.ts';

interface Row {
  readonly key: string;
  readonly time: number;
}

const order: RowOrder<Row> = {
  getKey: (row) => row.key,
  compare: (a, b) => b.time - a.time || (a.key < b.key ? -1 : 1),
};
const row = (key: string, time: number): Row => ({ key, time });

describe('appendPage', () => {
  it('leaves out rows that are there already', () => {
    expect(appendPage([row('a', 3), row('b', 2)], [row('b', 2), row('c', 1)], order)).toEqual([
      row('a', 3),
      row('b', 2),
      row('c', 1),
    ]);
  });
});

describe('mergeHead', () => {
  it('puts new rows above and moves rows that became newer', () => {
    const rows = [row('a', 3), row('b', 2), row('c', 1)];
    const head = { rows: [row('d', 5), row('b', 4), row('a', 3)], done: false };
    expect(mergeHead(rows, head, order)).toEqual([row('d', 5), row('b', 4), row('a', 3), row('c', 1)]);
  });

  it('drops rows that the head covers and no longer has', () => {
    expect(mergeHead([row('a', 3), row('b', 2), row('c', 1)], { rows: [row('b', 2)], done: false }, order)).toEqual([
      row('b', 2),
      row('c', 1),
    ]);
  });

  it('asks for a new beginning when rows between head and list would be missing', () => {
    expect(mergeHead([row('a', 1)], { rows: [row('x', 9), row('y', 8)], done: false }, order)).toBeUndefined();
  });

  it('stays in order and holds each row once', () => {
    const rows = fc.uniqueArray(fc.record({ key: fc.string({ maxLength: 2 }), time: fc.nat(20) }), {
      selector: (r) => r.key,
    });
    fc.assert(
      fc.property(rows, rows, (shown, head) => {
        const sorted = [...head].sort(order.compare);
        const merged = mergeHead([...shown].sort(order.compare), { rows: sorted, done: false }, order);
        if (!merged) return;
        expect(merged).toEqual([...merged].sort(order.compare));
        expect(new Set(merged.map(order.getKey)).size).toBe(merged.length);
      }),
    );
  });
});

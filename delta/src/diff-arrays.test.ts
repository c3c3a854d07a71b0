import { describe, expect, it } from 'vitest';
import { applyDelta, diff } from './index.ts';
import type { JsonValue } from './index.ts';

const button = (id: number, title = `Button ${id}`): JsonValue => ({ id, title });

describe('diff of arrays', () => {
  it('tells a reordered button of a card as one move', () => {
    const before = { buttons: [button(1), button(2), button(3), button(4)] };
    const after = { buttons: [button(1), button(4), button(2), button(3)] };
    expect(diff(before, after)).toEqual([{ op: 'move', from: ['buttons', 3], path: ['buttons', 1] }]);
    expect(diff(after, before)).toEqual([{ op: 'move', from: ['buttons', 1], path: ['buttons', 3] }]);
  });

  it('follows an element with an id through a move and an edit', () => {
    const delta = diff([button(1), button(2), button(3)], [button(3, 'New'), button(1), button(2)]);
    expect(delta).toEqual([
      { op: 'move', from: [2], path: [0] },
      { op: 'replace', path: [0, 'title'], before: 'Button 3', after: 'New' },
    ]);
  });

  it('tells elements with other ids as gone and come, not as edited', () => {
    expect(diff([button(1, 'Same')], [button(2, 'Same')])).toEqual([
      { op: 'remove', path: [0], value: button(1, 'Same') },
      { op: 'add', path: [0], value: button(2, 'Same') },
    ]);
  });

  it('tells a renamed element without id as edited', () => {
    const before = [
      { name: 'a', x: 1 },
      { name: 'b', x: 2 },
    ];
    const after = [
      { name: 'c', x: 1 },
      { name: 'b', x: 2 },
    ];
    expect(diff(before, after)).toEqual([{ op: 'replace', path: [0, 'name'], before: 'a', after: 'c' }]);
  });

  it('matches by value where ids repeat', () => {
    const before = [
      { id: 1, x: 'first' },
      { id: 1, x: 'second' },
    ];
    expect(diff(before, [{ id: 1, x: 'second' }])).toEqual([{ op: 'remove', path: [0], value: { id: 1, x: 'first' } }]);
  });

  it('finds insertions, removals, edits and moves among scalars', () => {
    expect(diff(['a', 'b', 'c'], ['a', 'x', 'b', 'c'])).toEqual([{ op: 'add', path: [1], value: 'x' }]);
    expect(diff(['a', 'b', 'c'], ['a', 'c'])).toEqual([{ op: 'remove', path: [1], value: 'b' }]);
    expect(diff(['a', 'b', 'c'], ['a', 'x', 'c'])).toEqual([{ op: 'replace', path: [1], before: 'b', after: 'x' }]);
    expect(diff(['a', 'b', 'c'], ['c', 'a', 'b'])).toEqual([{ op: 'move', from: [2], path: [0] }]);
  });

  it('edits objects without id in place, between the same neighbours', () => {
    const rows = (value: number): JsonValue => [
      { at: 1, v: 1 },
      { at: 2, v: value },
      { at: 3, v: 3 },
    ];
    expect(diff(rows(2), rows(9))).toEqual([{ op: 'replace', path: [1, 'v'], before: 2, after: 9 }]);
  });

  it('uses the identity that the caller gives, which hears where the array is', () => {
    const paths: unknown[] = [];
    const identity = (item: { [key: string]: JsonValue }, path: readonly (string | number)[]): string => {
      paths.push(path);
      return item['sku'] as string;
    };
    const before = {
      orders: [
        {
          lines: [
            { sku: 'a', n: 1 },
            { sku: 'b', n: 1 },
          ],
        },
      ],
    };
    const after = {
      orders: [
        {
          lines: [
            { sku: 'b', n: 2 },
            { sku: 'a', n: 1 },
          ],
        },
      ],
    };
    expect(diff(before, after, { identity })).toHaveLength(2);
    expect(paths).toContainEqual(['orders', 0, 'lines']);
  });

  it('moves as few elements as possible', () => {
    const before = Array.from({ length: 50 }, (_, id) => button(id));
    const after = [...before.slice(10, 40), ...before.slice(0, 10), ...before.slice(40)];
    const delta = diff(before, after);
    expect(delta).toHaveLength(10);
    expect(delta.every(({ op }) => op === 'move')).toBe(true);
    expect(applyDelta(delta, before)).toEqual(after);
  });

  it('stays short for long lists without ids beyond the table', () => {
    const before = Array.from({ length: 5000 }, (_, index) => `line ${index % 700}`);
    const after = [...before.slice(0, 2500), 'inserted', ...before.slice(2500)];
    after.splice(40, 1, 'edited');
    after.splice(4900, 1);
    expect(diff(before, after, { maxLcsCells: 100_000 }).length).toBeLessThan(20);
  });
});

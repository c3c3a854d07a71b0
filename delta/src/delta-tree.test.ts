import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diff, expandDeltaNode, toDeltaTree } from './index.ts';
import type { DeltaNode, JsonValue } from './index.ts';
import { isContainer } from './json-value.ts';
import { anyJson, canonicalText, nested, objectOf } from './test-arbitraries.ts';

describe('toDeltaTree', () => {
  it('holds both values and as many changes as the delta', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (before, after) => {
        const tree = toDeltaTree(before, after);
        expect(canonicalText(side(tree, 'before'))).toBe(canonicalText(before));
        expect(canonicalText(side(tree, 'after'))).toBe(canonicalText(after));
        expect(countKinds(tree)).toEqual(countOps(before, after));
      }),
      { numRuns: 2000 },
    );
  });

  it('shows a created object as added and a deleted one as removed, leaf by leaf', () => {
    const text = { name: 'Greeting', is_active: true };
    const created = toDeltaTree(undefined, text);
    expect(created).toEqual({ kind: 'added', after: text, leafCount: 2 });
    expect(expandDeltaNode(created)).toEqual([
      { key: 'name', kind: 'added', after: 'Greeting', leafCount: 1 },
      { key: 'is_active', kind: 'added', after: true, leafCount: 1 },
    ]);
    const deleted = toDeltaTree(text, undefined);
    expect(deleted).toEqual({ kind: 'removed', before: text, leafCount: 2 });
    expect(expandDeltaNode(deleted)[1]).toEqual({ key: 'is_active', kind: 'removed', before: true, leafCount: 1 });
  });

  it('folds what is unchanged into one node with its number of leaves', () => {
    const rules = { a: [1, 2, { b: 3 }], c: {} };
    const tree = toDeltaTree({ name: 'old', rules }, { name: 'new', rules: structuredClone(rules) });
    expect(tree.children).toEqual([
      { key: 'name', kind: 'changed', before: 'old', after: 'new', leafCount: 1 },
      { key: 'rules', kind: 'unchanged', before: rules, after: rules, leafCount: 4 },
    ]);
    expect(toDeltaTree(rules, structuredClone(rules))).toMatchObject({ kind: 'unchanged', leafCount: 4 });
    expect(toDeltaTree(undefined, undefined)).toEqual({ kind: 'unchanged', leafCount: 0 });
  });

  it('shows removed elements at their old place and moved ones with their old index', () => {
    const before = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
    const after: JsonValue[] = [{ id: 'd' }, { id: 'a' }, { id: 'c', note: 'new' }, { id: 'e' }];
    const rows = (toDeltaTree(before, after).children ?? []).map(({ key, kind, movedFrom }) => [key, kind, movedFrom]);
    expect(rows).toEqual([
      [0, 'moved', 3],
      [1, 'unchanged', undefined],
      [1, 'removed', undefined],
      [2, 'nested', undefined],
      [3, 'added', undefined],
    ]);
  });

  it('shows a moved element with what changed inside it', () => {
    const before = [
      { id: 1, t: 'x' },
      { id: 2, t: 'y' },
      { id: 3, t: 'z' },
    ];
    const after = [
      { id: 3, t: 'new' },
      { id: 1, t: 'x' },
      { id: 2, t: 'y' },
    ];
    const [moved] = toDeltaTree(before, after).children ?? [];
    expect(moved).toMatchObject({ kind: 'moved', movedFrom: 2, key: 0 });
    expect(moved?.children?.map(({ key, kind }) => [key, kind])).toEqual([
      ['id', 'unchanged'],
      ['t', 'changed'],
    ]);
  });

  it('takes 20,000 levels', () => {
    const tree = toDeltaTree(nested(20_000, 1, 'a'), nested(20_000, 2, 'a'));
    let depth = 0;
    for (let node: DeltaNode | undefined = tree; node !== undefined; node = node.children?.[0]) depth += 1;
    expect(depth).toBe(20_001);
    expect(toDeltaTree(nested(20_000, 1, undefined), undefined).leafCount).toBe(1);
  });
});

describe('expandDeltaNode', () => {
  it('opens nothing in a replaced or scalar value', () => {
    expect(expandDeltaNode({ kind: 'changed', before: [1], after: { a: 1 } })).toEqual([]);
    expect(expandDeltaNode({ kind: 'added', after: 'text' })).toEqual([]);
  });
});

/** One side of the tree put together again from its nodes. */
function side(node: DeltaNode, which: 'before' | 'after'): JsonValue | undefined {
  const value = node[which];
  if (node.kind === 'changed' || value === undefined || !isContainer(value)) return value;
  const children = expandDeltaNode(node).filter((child) => child[which] !== undefined);
  if (!Array.isArray(value))
    return objectOf(children.map((child) => [String(child.key), side(child, which) as JsonValue]));
  const ordered = which === 'after' ? children : inOldOrder(children);
  return ordered.map((child) => side(child, which) as JsonValue);
}

/** Moved elements put back to the index that they had. */
function inOldOrder(children: readonly DeltaNode[]): DeltaNode[] {
  const stayed = children.filter(({ movedFrom }) => movedFrom === undefined);
  const moved = children.filter(({ movedFrom }) => movedFrom !== undefined);
  for (const node of moved.sort((a, b) => Number(a.movedFrom) - Number(b.movedFrom))) {
    stayed.splice(Number(node.movedFrom), 0, node);
  }
  return stayed;
}

function countKinds(tree: DeltaNode): Record<string, number> {
  const counts: Record<string, number> = { added: 0, removed: 0, changed: 0, moved: 0 };
  const pending = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind in counts) counts[node.kind] = Number(counts[node.kind]) + 1;
    pending.push(...(node.children ?? []));
  }
  return counts;
}

function countOps(before: JsonValue, after: JsonValue): Record<string, number> {
  const ops = diff(before, after).map(({ op }) => op);
  const count = (wanted: string): number => ops.filter((op) => op === wanted).length;
  return { added: count('add'), removed: count('remove'), changed: count('replace'), moved: count('move') };
}

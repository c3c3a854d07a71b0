import { compare } from './compare.ts';
import type { ArrayChange, Change, ObjectChange } from './compare.ts';
import { isContainer } from './json-value.ts';
import type { JsonValue } from './json-value.ts';
import { leafCount } from './leaf-count.ts';
import { createMatchContext } from './match-context.ts';
import type { DiffOptions } from './match-context.ts';

/** How a place differs. A `moved` element that also changed inside has children. */
export type DeltaNodeKind = 'added' | 'removed' | 'changed' | 'moved' | 'unchanged' | 'nested';

/** One place of two compared values, for showing. */
export interface DeltaNode {
  /** The member's key or the element's index (in `after`; of a removed element in `before`); absent at the root. */
  readonly key?: string | number;
  readonly kind: DeltaNodeKind;
  /** The old value; absent where it was added. */
  readonly before?: JsonValue;
  /** The new value; absent where it was removed. */
  readonly after?: JsonValue;
  /** What lies inside, for `nested` and for a `moved` element that changed; others are opened by `expandDeltaNode`. */
  readonly children?: readonly DeltaNode[];
  /** The index that a moved element had in `before`. */
  readonly movedFrom?: number;
  /** How many leaves a node without children stands for (of a changed one: the larger of both sides). */
  readonly leafCount?: number;
}

type OpenNode = { -readonly [Field in keyof DeltaNode]: DeltaNode[Field] } & { children?: DeltaNode[] };

/** A node whose children are still to be made. */
interface Task {
  readonly node: OpenNode;
  readonly change: ObjectChange | ArrayChange;
}

/**
 * Two values laid over each other: what `diff` finds with the same options, with everything unchanged folded into
 * single nodes. Undefined stands for absent; both absent give an unchanged root without values. Iterative.
 */
export function toDeltaTree(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  options?: DiffOptions,
): DeltaNode {
  if (before === undefined || after === undefined) return wholeNode({}, before, after);
  const change = compare(before, after, createMatchContext(options));
  if (change === undefined) return closedNode({}, 'unchanged', before, after);
  const pending: Task[] = [];
  const root = changedNode({}, change, pending);
  for (let task = pending.pop(); task !== undefined; task = pending.pop()) {
    const { node, change: inner } = task;
    node.children = inner.kind === 'object' ? memberNodes(inner, pending) : elementNodes(inner, pending);
  }
  return root;
}

/** The children of any node: its own, or those of the value that it folds, each of the same kind. */
export function expandDeltaNode(node: DeltaNode): readonly DeltaNode[] {
  if (node.children !== undefined) return node.children;
  const value = node.kind === 'removed' ? node.before : node.after;
  if (node.kind === 'changed' || !isContainer(value)) return [];
  const kind = node.kind === 'moved' ? 'unchanged' : node.kind;
  return Object.entries(value).map(([name, child]) => {
    const key = Array.isArray(value) ? Number(name) : name;
    return closedNode({ key }, kind, kind === 'added' ? undefined : child, kind === 'removed' ? undefined : child);
  });
}

function wholeNode(start: OpenStart, before: JsonValue | undefined, after: JsonValue | undefined): DeltaNode {
  if (before === undefined && after === undefined) return { kind: 'unchanged', leafCount: 0 };
  return closedNode(start, before === undefined ? 'added' : 'removed', before, after);
}

/** What a node has before its kind is known. */
type OpenStart = Pick<DeltaNode, 'key' | 'movedFrom'>;

function closedNode(
  start: OpenStart,
  kind: DeltaNodeKind,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): OpenNode {
  const leaves = kind === 'changed' ? [before, after] : [after ?? before];
  return {
    ...start,
    kind,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    leafCount: Math.max(...leaves.map((value) => (value === undefined ? 0 : leafCount(value)))),
  };
}

function changedNode(start: OpenStart, change: Change, pending: Task[]): OpenNode {
  const { before, after } = change;
  const kind = start.movedFrom === undefined ? undefined : 'moved';
  if (change.kind === 'replacement') return closedNode(start, kind ?? 'changed', before, after);
  const node: OpenNode = { ...start, kind: kind ?? 'nested', before, after };
  pending.push({ node, change });
  return node;
}

function memberNodes({ before, after, changed, added }: ObjectChange, pending: Task[]): DeltaNode[] {
  const nodes = Object.entries(before).map(([key, value]) => {
    const change = changed.get(key);
    if (change !== undefined) return changedNode({ key }, change, pending);
    if (!Object.hasOwn(after, key)) return closedNode({ key }, 'removed', value, undefined);
    return closedNode({ key }, 'unchanged', value, after[key]);
  });
  for (const key of added) nodes.push(closedNode({ key }, 'added', undefined, after[key]));
  return nodes;
}

/** In the order of `after`; a removed element stands before the first one that kept its order and came after it. */
function elementNodes({ before, after, alignment, changed }: ArrayChange, pending: Task[]): DeltaNode[] {
  const nodes: DeltaNode[] = [];
  const removed = [...(alignment?.removed ?? [])].reverse();
  const pushRemovedBelow = (end: number): void => {
    while (removed.length > 0 && (removed.at(-1) as number) < end) {
      const key = removed.pop() as number;
      nodes.push(closedNode({ key }, 'removed', before[key], undefined));
    }
  };
  for (const [key, value] of after.entries()) {
    const beforeIndex = alignment === undefined ? key : (alignment.beforeOf[key] as number);
    const isMoved = alignment?.moved[key] === 1;
    if (beforeIndex !== -1 && !isMoved) pushRemovedBelow(beforeIndex);
    nodes.push(
      elementNode({ key, ...(isMoved && { movedFrom: beforeIndex }) }, before[beforeIndex], value, changed, pending),
    );
  }
  pushRemovedBelow(before.length);
  return nodes;
}

function elementNode(
  start: OpenStart & { key: number },
  before: JsonValue | undefined,
  after: JsonValue,
  changed: ReadonlyMap<number, Change>,
  pending: Task[],
): DeltaNode {
  const change = changed.get(start.key);
  if (change !== undefined) return changedNode(start, change, pending);
  if (before === undefined) return closedNode(start, 'added', undefined, after);
  return closedNode(start, start.movedFrom === undefined ? 'unchanged' : 'moved', before, after);
}

import { alignSequences } from './align-sequences.ts';
import type { JsonValue, Path } from './json-value.ts';
import type { MatchContext } from './match-context.ts';
import { isIdentityToken, tokenise } from './tokenise.ts';
import type { Tokens } from './tokenise.ts';

/** Which elements of two arrays are the same. */
export interface Alignment {
  /** For each index of `after`: the index of the same element in `before`, or -1 where it was added. */
  readonly beforeOf: Int32Array;
  /** For each index of `after`: 1 where the element changed its place among the others. */
  readonly moved: Uint8Array;
  /** Indices of `before` whose element is gone, ascending. */
  readonly removed: readonly number[];
}

/** How two arrays compare, their elements' insides aside. */
export interface ArrayMatch {
  /** Undefined when every element kept its index and none came or went. */
  readonly alignment: Alignment | undefined;
  /** Indices of `after` whose element has a counterpart that may differ inside, ascending. */
  readonly descend: readonly number[];
}

/** The arrays being matched; `beforeOf`, `moved` and `isFree` (elements of `before` without counterpart) are filled in. */
interface Draft {
  readonly before: JsonValue[];
  readonly after: JsonValue[];
  readonly path: () => Path;
  readonly context: MatchContext;
  readonly beforeOf: Int32Array;
  readonly moved: Uint8Array;
  readonly isFree: Uint8Array;
}

/**
 * Matches elements by identity, else by equality; those left over between the same neighbours and of the same kind
 * count as edited in place. `path` is asked for only where an identity function wants it.
 */
export function matchArrays(
  before: JsonValue[],
  after: JsonValue[],
  path: () => Path,
  context: MatchContext,
): ArrayMatch {
  const inPlace = matchByIndex(before, after, path, context);
  if (inPlace !== undefined) return { alignment: undefined, descend: inPlace };
  const tokens = tokenise(before, after, path, context);
  const beforeOf = alignSequences(tokens.before, tokens.after, context.budget);
  const moved = new Uint8Array(after.length);
  const isFree = new Uint8Array(before.length).fill(1);
  const draft: Draft = { before, after, path, context, beforeOf, moved, isFree };
  for (const index of beforeOf) if (index >= 0) isFree[index] = 0;
  matchMoved(draft, tokens);
  const edited = matchEdited(draft);
  const descend = [...beforeOf.keys()].filter(
    (index) => edited.has(index) || (beforeOf[index] !== -1 && isIdentityToken(tokens.after[index] as number)),
  );
  const removed = [...isFree.keys()].filter((index) => isFree[index] === 1);
  return { alignment: { beforeOf, moved, removed }, descend };
}

/** The common case, without tables: same length, and each index holds the same element. Undefined when it is not so. */
function matchByIndex(
  before: JsonValue[],
  after: JsonValue[],
  path: () => Path,
  context: MatchContext,
): number[] | undefined {
  if (before.length !== after.length) return undefined;
  const descend: number[] = [];
  for (let index = 0; index < after.length; index += 1) {
    const left = before[index] as JsonValue;
    const right = after[index] as JsonValue;
    if (left === right) continue;
    const name = context.identityOf(left, path);
    if (name !== context.identityOf(right, path)) return undefined;
    if (name === undefined && context.isEqual(left, right)) continue;
    if (name === undefined && (after.length > 1 || !context.mayBecome(left, right, path))) return undefined;
    descend.push(index);
  }
  return descend;
}

/** The same element on both sides, but not in the common order. */
function matchMoved({ beforeOf, moved, isFree }: Draft, tokens: Tokens): void {
  const waiting = new Map<number, number[]>();
  for (let index = isFree.length - 1; index >= 0; index -= 1) {
    if (isFree[index] === 0) continue;
    const token = tokens.before[index] as number;
    const list = waiting.get(token);
    if (list === undefined) waiting.set(token, [index]);
    else list.push(index);
  }
  for (let index = 0; index < beforeOf.length; index += 1) {
    if (beforeOf[index] !== -1) continue;
    const beforeIndex = waiting.get(tokens.after[index] as number)?.pop();
    if (beforeIndex === undefined) continue;
    beforeOf[index] = beforeIndex;
    moved[index] = 1;
    isFree[beforeIndex] = 0;
  }
}

/** Pairs what is left between two neighbours that stayed, in order; returns the indices of `after`. */
function matchEdited({ before, after, path, context, beforeOf, moved, isFree }: Draft): Set<number> {
  const edited = new Set<number>();
  const gapEnds = nextStayed(beforeOf, moved, before.length);
  let beforeIndex = 0;
  for (let index = 0; index < after.length; index += 1) {
    const known = beforeOf[index] as number;
    if (known !== -1 && moved[index] === 0) beforeIndex = known + 1;
    if (known !== -1) continue;
    const end = gapEnds[index] as number;
    while (beforeIndex < end && isFree[beforeIndex] === 0) beforeIndex += 1;
    if (beforeIndex >= end) continue;
    if (context.mayBecome(before[beforeIndex] as JsonValue, after[index] as JsonValue, path)) {
      beforeOf[index] = beforeIndex;
      isFree[beforeIndex] = 0;
      edited.add(index);
    }
    beforeIndex += 1;
  }
  return edited;
}

/** For each index of `after`: the index in `before` of the next element that kept its order, or `beforeLength`. */
function nextStayed(beforeOf: Int32Array, moved: Uint8Array, beforeLength: number): Int32Array {
  const next = new Int32Array(beforeOf.length);
  let following = beforeLength;
  for (let index = beforeOf.length - 1; index >= 0; index -= 1) {
    next[index] = following;
    if (beforeOf[index] !== -1 && moved[index] === 0) following = beforeOf[index] as number;
  }
  return next;
}

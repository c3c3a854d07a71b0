import { createPrefixCounter } from './prefix-counter.ts';
import type { Alignment } from './match-arrays.ts';

/** One element taken out at `from` and put back at `to`, both indices being those at that moment. */
export interface ArrayMove {
  readonly from: number;
  readonly to: number;
}

/**
 * The moves that bring the elements that remain (removals done, additions still to come) into their new order, to be
 * done one after another. Each moved element goes directly behind the element it follows in the new order.
 *
 * At any time the array consists of blocks: an element that keeps its order, the moved ones already put behind it, and
 * then those still waiting to be moved away. So an index is a count of settled elements plus a count of waiting ones.
 */
export function listMoves({ beforeOf, moved }: Alignment, beforeLength: number): ArrayMove[] {
  if (!moved.includes(1)) return [];
  const { stayedBefore, nextStayedAfter } = neighbours(beforeOf, moved, beforeLength);
  const waiting = createPrefixCounter(beforeLength);
  const settled = createPrefixCounter(beforeOf.length);
  for (const [index, beforeIndex] of beforeOf.entries()) {
    if (moved[index] === 1) waiting.add(beforeIndex, 1);
    else if (beforeIndex !== -1) settled.add(index, 1);
  }
  const moves: ArrayMove[] = [];
  for (const [index, beforeIndex] of beforeOf.entries()) {
    if (moved[index] === 0) continue;
    const from = settled.countBelow(nextStayedAfter[beforeIndex] as number) + waiting.countBelow(beforeIndex);
    waiting.add(beforeIndex, -1);
    const to = settled.countBelow(index) + waiting.countBelow(stayedBefore[index] as number);
    settled.add(index, 1);
    if (from !== to) moves.push({ from, to });
  }
  return moves;
}

/** The nearest elements that keep their order: for each index of `after` the one before it, for each of `before` the next. */
function neighbours(
  beforeOf: Int32Array,
  moved: Uint8Array,
  beforeLength: number,
): { stayedBefore: Int32Array; nextStayedAfter: Int32Array } {
  const afterOf = new Int32Array(beforeLength).fill(-1);
  const stayedBefore = new Int32Array(beforeOf.length);
  let last = 0;
  for (const [index, beforeIndex] of beforeOf.entries()) {
    if (beforeIndex !== -1 && moved[index] === 0) {
      afterOf[beforeIndex] = index;
      last = beforeIndex;
    }
    stayedBefore[index] = last;
  }
  const nextStayedAfter = new Int32Array(beforeLength);
  let following = beforeOf.length;
  for (let index = beforeLength - 1; index >= 0; index -= 1) {
    nextStayedAfter[index] = following;
    if (afterOf[index] !== -1) following = afterOf[index] as number;
  }
  return { stayedBefore, nextStayedAfter };
}

import { longestCommonSubsequence } from './longest-common-subsequence.ts';
import { longestIncreasing } from './longest-increasing.ts';

/** How many steps the careful methods may still take; counted down over all calls that share it. */
export interface CellBudget {
  cells: number;
}

/** A stretch of both sequences that is still to be aligned; ends are exclusive. */
interface Range {
  readonly beforeStart: number;
  readonly beforeEnd: number;
  readonly afterStart: number;
  readonly afterEnd: number;
}

/** Two positions with the same token. */
type Match = readonly [beforeIndex: number, afterIndex: number];

/**
 * Pairs equal tokens of two sequences without crossing. The result holds, for each position of `after`, the position
 * in `before` or -1. It is a longest common subsequence when the tokens are unique or the budget lasts; beyond that,
 * tokens that occur once on both sides become anchors and what lies between them is aligned in the same way.
 */
export function alignSequences(before: Int32Array, after: Int32Array, budget: CellBudget): Int32Array {
  const beforeOf = new Int32Array(after.length).fill(-1);
  const pending: Range[] = [{ beforeStart: 0, beforeEnd: before.length, afterStart: 0, afterEnd: after.length }];
  for (let range = pending.pop(); range !== undefined; range = pending.pop()) {
    const middle = trimEqualEnds(before, after, range, beforeOf);
    if (middle.beforeStart === middle.beforeEnd || middle.afterStart === middle.afterEnd) continue;
    const { matches, isFinal } = alignMiddle(before, after, middle, budget);
    for (const [beforeIndex, afterIndex] of matches) beforeOf[afterIndex] = beforeIndex;
    if (!isFinal) for (const gap of gapsBetween(matches, middle)) pending.push(gap);
  }
  return beforeOf;
}

function trimEqualEnds(before: Int32Array, after: Int32Array, range: Range, beforeOf: Int32Array): Range {
  let { beforeStart, beforeEnd, afterStart, afterEnd } = range;
  while (beforeStart < beforeEnd && afterStart < afterEnd && before[beforeStart] === after[afterStart]) {
    beforeOf[afterStart++] = beforeStart++;
  }
  while (beforeStart < beforeEnd && afterStart < afterEnd && before[beforeEnd - 1] === after[afterEnd - 1]) {
    beforeOf[--afterEnd] = --beforeEnd;
  }
  return { beforeStart, beforeEnd, afterStart, afterEnd };
}

/** Matches without crossings; unless final, more may be found between them. */
function alignMiddle(
  before: Int32Array,
  after: Int32Array,
  range: Range,
  budget: CellBudget,
): { matches: Match[]; isFinal: boolean } {
  const unique = uniqueMatches(before, after, range);
  if (unique.isComplete) return { matches: withoutCrossings(unique.matches), isFinal: true };
  const beforeLength = range.beforeEnd - range.beforeStart;
  const afterLength = range.afterEnd - range.afterStart;
  if (beforeLength * afterLength <= budget.cells) {
    budget.cells -= beforeLength * afterLength;
    return { matches: exactMatches(before, after, range), isFinal: true };
  }
  budget.cells -= beforeLength + afterLength;
  if (unique.matches.length > 0 && budget.cells > 0) {
    return { matches: withoutCrossings(unique.matches), isFinal: false };
  }
  return { matches: withoutCrossings(matchByOccurrence(before, after, range)), isFinal: true };
}

function withoutCrossings(matches: readonly Match[]): Match[] {
  return longestIncreasing(matches.map(([beforeIndex]) => beforeIndex)).map((at) => matches[at] as Match);
}

function exactMatches(before: Int32Array, after: Int32Array, range: Range): Match[] {
  const left = before.subarray(range.beforeStart, range.beforeEnd);
  const right = after.subarray(range.afterStart, range.afterEnd);
  return longestCommonSubsequence(left, right).map(([i, j]) => [range.beforeStart + i, range.afterStart + j] as const);
}

/** Tokens that occur exactly once on both sides, in the order of `after`; complete when every shared token is one. */
function uniqueMatches(before: Int32Array, after: Int32Array, range: Range): { matches: Match[]; isComplete: boolean } {
  const inBefore = positions(before, range.beforeStart, range.beforeEnd);
  const inAfter = positions(after, range.afterStart, range.afterEnd);
  const matches: Match[] = [];
  let isComplete = true;
  for (const [token, afterPositions] of inAfter) {
    const beforePositions = inBefore.get(token);
    if (beforePositions === undefined) continue;
    if (beforePositions.length > 1 || afterPositions.length > 1) isComplete = false;
    else matches.push([beforePositions[0] as number, afterPositions[0] as number]);
  }
  return { matches, isComplete };
}

/** The first occurrence with the first, the second with the second, in the order of `after`. */
function matchByOccurrence(before: Int32Array, after: Int32Array, range: Range): Match[] {
  const waiting = positions(before, range.beforeStart, range.beforeEnd);
  for (const list of waiting.values()) list.reverse();
  const matches: Match[] = [];
  for (let index = range.afterStart; index < range.afterEnd; index += 1) {
    const beforeIndex = waiting.get(after[index] as number)?.pop();
    if (beforeIndex !== undefined) matches.push([beforeIndex, index]);
  }
  return matches;
}

function positions(tokens: Int32Array, start: number, end: number): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (let index = start; index < end; index += 1) {
    const list = found.get(tokens[index] as number);
    if (list === undefined) found.set(tokens[index] as number, [index]);
    else list.push(index);
  }
  return found;
}

function gapsBetween(matches: readonly Match[], range: Range): Range[] {
  let { beforeStart, afterStart } = range;
  const gaps: Range[] = [];
  for (const [beforeEnd, afterEnd] of [...matches, [range.beforeEnd, range.afterEnd] as const]) {
    gaps.push({ beforeStart, beforeEnd, afterStart, afterEnd });
    beforeStart = beforeEnd + 1;
    afterStart = afterEnd + 1;
  }
  return gaps;
}

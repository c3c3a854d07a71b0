import type { StepRecord, TurnRecord } from '../record/bot-record.ts';
import type { Completeness } from './conversation.ts';

/** Records of a turn arrive within this time of its end, unless something is wrong. */
const ARRIVAL_NANOS = 30_000_000_000n;
const MAX_NAMED_INDEXES = 1000;

/** Compares the steps that are stored with the count that the turn's end carries. */
export function toCompleteness(
  completed: TurnRecord | undefined,
  steps: readonly StepRecord[],
  nowUnixNano: bigint,
): Completeness {
  const ended = steps.filter(({ phase }) => phase === 'completed');
  const indexes = new Set(ended.map(({ stepIndex }) => stepIndex).filter((index) => index !== undefined));
  const stored = { storedCount: ended.length, missingCount: 0, missingIndexes: [], unendedIndexes: [] };
  if (completed === undefined) return { ...stored, state: 'running' };
  const expectedCount = completed.stepCount;
  if (expectedCount === undefined) return { ...stored, state: 'unknown' };
  const present = [...indexes].filter((index) => index >= 1 && index <= expectedCount).length;
  const missingCount = expectedCount - present;
  if (missingCount === 0) return { ...stored, state: 'complete', expectedCount };
  const late = nowUnixNano - completed.timestampUnixNano < ARRIVAL_NANOS;
  const missingIndexes = findMissing(indexes, expectedCount);
  const begun = new Set(steps.map(({ stepIndex }) => stepIndex));
  const unendedIndexes = missingIndexes.filter((index) => begun.has(index));
  return { ...stored, state: late ? 'late' : 'missing', expectedCount, missingCount, missingIndexes, unendedIndexes };
}

function findMissing(indexes: ReadonlySet<number>, expectedCount: number): readonly number[] {
  const missing: number[] = [];
  for (let index = 1; index <= expectedCount && missing.length < MAX_NAMED_INDEXES; index++) {
    if (!indexes.has(index)) missing.push(index);
  }
  return missing;
}

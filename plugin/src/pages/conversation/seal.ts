import type { Completeness } from '@botscope/records';

const INDEXES_NAMED = 5;

/** Whether all steps of a turn are here, in words. */
export interface Seal {
  readonly text: string;
  /** Something that should be here is not. */
  readonly isBroken: boolean;
  /** Why, as far as the records tell; absent where nothing is missing for good. */
  readonly why?: string;
}

/** The completeness of a turn as its header says it. */
export function toSeal(completeness: Completeness): Seal {
  const { state, storedCount, expectedCount = 0, missingCount, missingIndexes } = completeness;
  const counted = `${storedCount} of ${expectedCount} steps`;
  switch (state) {
    case 'complete':
      return storedCount > expectedCount
        ? { text: `${countSteps(storedCount)} stored; the turn counts ${expectedCount}`, isBroken: false }
        : { text: counted, isBroken: false };
    case 'missing':
      return {
        text: `${counted} stored: ${nameIndexes(missingIndexes, missingCount)} missing`,
        isBroken: true,
        why: explainMissing(completeness),
      };
    case 'late':
      return { text: `${counted} so far: the rest may still arrive`, isBroken: false };
    case 'running':
      return { text: `${countSteps(storedCount)} so far`, isBroken: false };
    case 'unknown':
      return { text: `${countSteps(storedCount)}; the turn does not say how many it had`, isBroken: false };
  }
}

/** Steps are never sampled, so a missing one was lost: while it ran, or on the way. */
function explainMissing({ missingCount, unendedIndexes }: Completeness): string {
  const lost = 'Steps are never sampled: what is missing was lost on the way or refused by the store.';
  if (unendedIndexes.length === 0) return lost;
  const begun = `${nameIndexes(unendedIndexes, unendedIndexes.length)} begun, but without an end: it was lost, or the bot stopped in the step.`;
  const sentence = begun.charAt(0).toUpperCase() + begun.slice(1);
  return unendedIndexes.length === missingCount ? sentence : `${sentence} ${lost}`;
}

function countSteps(count: number): string {
  return `${count} ${count === 1 ? 'step' : 'steps'}`;
}

function nameIndexes(indexes: readonly number[], count: number): string {
  if (count === 1) return `index ${indexes.join(', ')} is`;
  const named = indexes.slice(0, INDEXES_NAMED).join(', ');
  const more = count - Math.min(count, INDEXES_NAMED);
  return more > 0 ? `indexes ${named} and ${more} more are` : `indexes ${named} are`;
}

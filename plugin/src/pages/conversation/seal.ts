import type { Completeness } from '@botscope/records';

const INDEXES_NAMED = 5;

/** Whether all steps of a turn are here, in words. */
export interface Seal {
  readonly text: string;
  /** Something that should be here is not. */
  readonly isBroken: boolean;
}

/** The completeness of a turn as its header says it. */
export function toSeal({ state, storedCount, expectedCount = 0, missingCount, missingIndexes }: Completeness): Seal {
  const counted = `${storedCount} of ${expectedCount} steps`;
  switch (state) {
    case 'complete':
      return { text: counted, isBroken: false };
    case 'missing':
      return { text: `${counted} stored: ${nameIndexes(missingIndexes, missingCount)} missing`, isBroken: true };
    case 'late':
      return { text: `${counted} so far: the rest may still arrive`, isBroken: false };
    case 'running':
      return { text: `${storedCount} ${storedCount === 1 ? 'step' : 'steps'} so far`, isBroken: false };
    case 'unknown':
      return { text: `${storedCount} steps; the turn does not say how many it had`, isBroken: false };
  }
}

function nameIndexes(indexes: readonly number[], count: number): string {
  if (count === 1) return `index ${indexes.join(', ')} is`;
  const named = indexes.slice(0, INDEXES_NAMED).join(', ');
  const more = count - Math.min(count, INDEXES_NAMED);
  return more > 0 ? `indexes ${named} and ${more} more are` : `indexes ${named} are`;
}

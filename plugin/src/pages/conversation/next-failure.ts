import { listFailures, type Failure, type Turn } from '@botscope/records';
import { findStepAddress } from './step-rows.ts';

/** Where a person is in a conversation. */
export interface Place {
  readonly turn: string | undefined;
  readonly step: number | undefined;
}

/** What failed next after a place, the first one again after the last; undefined when nothing failed. */
export function findNextFailure(turns: readonly Turn[], { turn, step }: Place): Failure | undefined {
  const failures = listFailures(turns);
  const here = turns.findIndex(({ id }) => id === turn);
  const next = failures.find((failure) => {
    const there = turns.indexOf(failure.turn);
    if (there !== here) return there > here;
    return (findStepAddress(failure.turn, failure.step) ?? 0) > (step ?? 0);
  });
  return next ?? failures[0];
}

/** The turn before or after one; the first or last one when none is open, undefined where there is no further one. */
export function findNeighbour(turns: readonly Turn[], turn: string | undefined, by: 1 | -1): Turn | undefined {
  const here = turns.findIndex(({ id }) => id === turn);
  if (here === -1) return by === 1 ? turns[0] : turns.at(-1);
  return turns[here + by];
}

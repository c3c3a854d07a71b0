import type { Step, Turn } from '../assembly/conversation.ts';

/** A variable as it is known. */
export interface KnownVariable {
  readonly value: unknown;
  /** Point whose records told the value; -1 = it was there before the first one. */
  readonly toldAt: number;
}

/** What became of one variable at a point. A side that is absent: there was no such variable. */
export interface PointChange {
  readonly name: string;
  readonly before?: KnownVariable;
  readonly after?: KnownVariable;
  /** Found here after a gap: it may have happened earlier, or not at all when `before` was out of date. */
  readonly isLate: boolean;
}

/**
 * Why a state may not be all that there was.
 * `start`: the conversation's beginning is not stored. `missing`: steps are not stored. `policy`: the capture policy keeps
 * variables out of a step's record. `running`: a step's end is not stored. `unreadable`: a record's body is damaged.
 * `count`: a step counted another number of variables than are known.
 */
export type GapReason = 'start' | 'missing' | 'policy' | 'running' | 'unreadable' | 'count';

/** Where knowledge breaks off, until a snapshot or the end of a turn closes it. */
export interface Gap {
  readonly reason: GapReason;
  /** Point at which it is noticed; -1 = before the first one. */
  readonly index: number;
  /** Whether what was told earlier may be out of date; else others may exist beside it. */
  readonly outdatesEarlier: boolean;
}

/** A place in a conversation's run at which variables may have changed: the end of a step, or of a turn's other code. */
export interface VariablePoint {
  /** Its place in the history. */
  readonly index: number;
  readonly turn: Turn;
  /** Absent: what the turn changed outside its steps, at its end. */
  readonly step?: Step;
  /** What is different from the point before, one per name. */
  readonly changes: readonly PointChange[];
  /** The newest gap that nothing has closed yet. */
  readonly gap?: Gap;
}

/** How the rebuilt states compare with the snapshots that the bot recorded. */
export interface SnapshotCheck {
  readonly snapshotCount: number;
  /** Snapshots that say something else than the steps before them, though no gap explains it. */
  readonly disagreements: readonly { readonly index: number; readonly names: readonly string[] }[];
}

/** All that a conversation's records tell of its variables. */
export interface VariableHistory {
  /** Oldest first. */
  readonly points: readonly VariablePoint[];
  /** States after every {@link CHECKPOINT_POINTS}th point, and first the state before all. */
  readonly checkpoints: readonly ReadonlyMap<string, KnownVariable>[];
  /** What every point wrote, for going on from a checkpoint. */
  readonly writes: readonly (readonly PointWrite[])[];
  readonly check: SnapshotCheck;
}

/** A variable that a point told; `undefined` = it is gone. */
export type PointWrite = readonly [name: string, variable: KnownVariable | undefined];

/** Points between two checkpoints. */
export const CHECKPOINT_POINTS = 50;

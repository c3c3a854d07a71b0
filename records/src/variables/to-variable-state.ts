import { CHECKPOINT_POINTS, type Gap, type KnownVariable, type VariableHistory } from './variable-history.ts';

/** The variables of a conversation at one point. */
export interface VariableState {
  /** By name, as far as they are known. */
  readonly variables: ReadonlyMap<string, KnownVariable>;
  /** Absent: the state is whole. */
  readonly gap?: Gap;
}

/** The whole state after a point; -1 = before the first one. Costs as much as the points since the last checkpoint. */
export function toVariableState(history: VariableHistory, index: number): VariableState {
  const last = Math.min(Math.max(index, -1), history.points.length - 1);
  const checkpoint = Math.floor((last + 1) / CHECKPOINT_POINTS);
  const variables = new Map(history.checkpoints[checkpoint]);
  for (let at = checkpoint * CHECKPOINT_POINTS; at <= last; at += 1) {
    for (const [name, variable] of history.writes[at] ?? []) {
      if (variable === undefined) variables.delete(name);
      else variables.set(name, variable);
    }
  }
  const gap = history.points[last]?.gap;
  return { variables, ...(gap === undefined ? {} : { gap }) };
}

/** Whether a value may be out of date: it was told before a gap that nothing has closed. */
export function mayBeOutdated({ gap }: Pick<VariableState, 'gap'>, variable: KnownVariable): boolean {
  return gap?.outdatesEarlier === true && variable.toldAt < gap.index;
}

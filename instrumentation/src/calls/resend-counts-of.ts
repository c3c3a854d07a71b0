import type { ActiveScope } from '../core/active-scope.ts';
import type { TurnState } from '../core/turn-state.ts';
import { ResendCounts } from './resend-count.ts';

const byTurn = new WeakMap<TurnState, ResendCounts>();

/** What the running turn knows of calls that are sent again; undefined outside any turn. */
export function toResendCounts(scope: ActiveScope | undefined): ResendCounts | undefined {
  if (scope === undefined) return undefined;
  let counts = byTurn.get(scope.turn);
  if (counts === undefined) byTurn.set(scope.turn, (counts = new ResendCounts()));
  return counts;
}

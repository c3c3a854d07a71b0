import type { Step, Turn } from './conversation.ts';
import { toFlowKey } from './flow-groups.ts';

/** A step that a flow did not come to, since it ended before. */
export interface UnreachedStep {
  readonly id: string;
  readonly name?: string;
  /** Turn in which the flow did come to it; absent when only the failed step names it. */
  readonly seenIn?: Turn;
}

/** A longer way is cut: beyond that it says nothing about what failed. */
const MOST_STEPS = 10;

/** Whether a flow ended at a step because the step, or a call in it, failed. */
export function endsFlow(turn: Turn, step: Step): boolean {
  const key = toFlowKey(step);
  if (key === undefined || !(step.status === 'error' || step.calls.some(({ failed }) => failed))) return false;
  const last = turn.steps.findLast((other) => toFlowKey(other) === key);
  const run = turn.flows.findLast(({ id, name }) => (id ?? name) === key);
  return last === step && (run?.status ?? turn.status) === 'error';
}

/**
 * The way of a flow after the step at which it ended: the step that the failed one names as next, then what followed in
 * other turns of the conversation, the newest of them first asked.
 */
export function findUnreached(turns: readonly Turn[], turn: Turn, step: Step): readonly UnreachedStep[] {
  if (!endsFlow(turn, step)) return [];
  const followers = findFollowers(turns, toFlowKey(step));
  const way: UnreachedStep[] = [];
  const known = new Set([step.id]);
  let next = toFirst(followers, step);
  while (next !== undefined && !known.has(next.id) && way.length < MOST_STEPS) {
    known.add(next.id);
    way.push(next);
    next = followers.get(next.id);
  }
  return way;
}

function toFirst(followers: ReadonlyMap<string, UnreachedStep>, { id, nextStepId }: Step): UnreachedStep | undefined {
  if (nextStepId === undefined) return id === undefined ? undefined : followers.get(id);
  return [...followers.values()].find((follower) => follower.id === nextStepId) ?? { id: nextStepId };
}

/** Node id → the step that came after it when it last went well. */
function findFollowers(turns: readonly Turn[], flow: string | undefined): ReadonlyMap<string, UnreachedStep> {
  const followers = new Map<string, UnreachedStep>();
  for (const turn of turns) {
    const steps = turn.steps.filter((step) => toFlowKey(step) === flow);
    steps.slice(1).forEach(({ id, name }, place) => {
      const before = steps[place];
      if (before?.id === undefined || id === undefined || before.status !== 'ok') return;
      followers.set(before.id, { id, ...(name === undefined ? {} : { name }), seenIn: turn });
    });
  }
  return followers;
}

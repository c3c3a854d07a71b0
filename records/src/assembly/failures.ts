import type { Step, Turn } from './conversation.ts';

/** Something that failed in a conversation: a step, or a turn none of whose steps did. */
export interface Failure {
  readonly turn: Turn;
  readonly step?: Step;
}

/** All that failed, in the order of turns and steps. */
export function listFailures(turns: readonly Turn[]): readonly Failure[] {
  return turns.flatMap((turn): readonly Failure[] => {
    const steps = turn.steps.filter(({ status }) => status === 'error');
    if (steps.length > 0) return steps.map((step) => ({ turn, step }));
    return turn.status === 'error' ? [{ turn }] : [];
  });
}

/** Whether something failed in a turn. */
export function hasFailed({ status, firstErrorStep }: Turn): boolean {
  return status === 'error' || firstErrorStep !== undefined;
}

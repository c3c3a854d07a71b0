import type { Actor } from '../record/bot-record.ts';
import type { Conversation, Step, Turn } from './conversation.ts';

/** A conversation was handed to a human agent. */
export interface Handover {
  readonly turn: Turn;
  readonly step: Step;
  /** Who took over, where that was known. */
  readonly agent?: Actor;
}

const STEP_TYPE = 'handover';

/** The hand-overs that succeeded, oldest first. */
export function findHandovers(turns: readonly Turn[]): readonly Handover[] {
  return turns.flatMap((turn) =>
    turn.steps
      .filter(({ type, status }) => type === STEP_TYPE && status === 'ok')
      .map((step) => ({ turn, step, agent: step.completed?.actor })),
  );
}

/** The hand-over that holds now: nothing ran in the bot since. */
export function findPresentHandover({ turns }: Pick<Conversation, 'turns'>): Handover | undefined {
  const last = findHandovers(turns.slice(-1)).at(-1);
  return last && last.turn.steps.at(-1) === last.step ? last : undefined;
}

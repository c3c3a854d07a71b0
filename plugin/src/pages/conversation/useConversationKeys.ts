import type { Turn } from '@botscope/records';
import { useHotkeys } from '../../lib/useHotkeys.ts';
import { findNeighbour } from './next-failure.ts';

interface KeyTargets {
  readonly turns: readonly Turn[];
  /** `bot.turn.id` of the turn that is shown. */
  readonly openTurn: string | undefined;
  readonly onTurn: (turn: string) => void;
  readonly onNextError: () => void;
  readonly onHelp: () => void;
}

/** Keys of the whole page: `j` and `k` go over the turns, `e` to the next error, `?` shows them all. */
export function useConversationKeys({ turns, openTurn, onTurn, onNextError, onHelp }: KeyTargets): void {
  const move = (by: 1 | -1) => {
    const turn = findNeighbour(turns, openTurn, by);
    if (turn) onTurn(turn.id);
  };
  useHotkeys({ j: () => move(1), k: () => move(-1), e: onNextError, '?': onHelp });
}

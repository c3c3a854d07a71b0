import type { Conversation, Turn } from '@botscope/records';

/**
 * The turn to show. Where there is room beside the transcript and the address names none, the first failed turn, else
 * the newest: what went wrong is seen without a click. `undefined` where the address names a turn that is not stored.
 */
export function findOpenTurn(conversation: Conversation, id: string | undefined, hasRoom: boolean): Turn | undefined {
  if (id !== undefined) return conversation.turns.find((turn) => turn.id === id);
  return hasRoom ? (conversation.firstError?.turn ?? conversation.turns.at(-1)) : undefined;
}

import type { BotRecord } from '@botscope/records';

/**
 * The newest part of a conversation without the turn that its oldest record belongs to: the rest of that turn has not
 * been read. Where nothing else has been read, it stays. `records` are newest first.
 */
export function toWholeTurns(records: readonly BotRecord[]): readonly BotRecord[] {
  const cutTurn = records.findLast(({ turnId }) => turnId !== undefined)?.turnId;
  const whole = records.filter(({ turnId }) => turnId !== cutTurn);
  return whole.some(({ turnId }) => turnId !== undefined) ? whole : records;
}

import { isOneOf, someIs, type Condition } from '../logql/condition.ts';
import { LABEL } from '../logql/label-names.ts';

/** Labels that can carry a conversation UID. */
export const CONVERSATION_LABELS: readonly string[] = [LABEL.conversation, LABEL.session];

/** The record belongs to this conversation, to this turn; absent parts do not matter. */
export function toPlaceConditions(place: {
  readonly conversationId?: string;
  readonly turnId?: string;
}): readonly Condition[] {
  return [
    ...(place.conversationId === undefined ? [] : [someIs(CONVERSATION_LABELS, place.conversationId)]),
    ...(place.turnId === undefined ? [] : [isOneOf(LABEL.turn, [place.turnId])]),
  ];
}

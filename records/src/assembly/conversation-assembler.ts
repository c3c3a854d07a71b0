import type { BotRecord } from '../record/bot-record.ts';
import { assembleConversation } from './assemble-conversation.ts';
import { assembleTurn } from './assemble-turn.ts';
import type { Conversation, Turn } from './conversation.ts';
import type { AssemblyOptions } from './conversation-status.ts';

/** Assembles the same conversation again and again while records are added to it. */
export type ConversationAssembler = (
  records: readonly BotRecord[],
  options: AssemblyOptions,
) => Conversation | undefined;

/**
 * An assembler that gives what {@link assembleConversation} gives, but keeps the turns to which nothing was added: they
 * are the same objects as before. It knows records by identity, so they must not be parsed anew for each call.
 */
export function createConversationAssembler(): ConversationAssembler {
  let known = new Map<string, KnownTurn>();
  return (records, options) => {
    const next = new Map<string, KnownTurn>();
    const conversation = assembleConversation(records, options, (id, own, nowUnixNano) => {
      const before = known.get(id);
      const turn = before && mayStay(before, own) ? before.turn : assembleTurn(id, own, nowUnixNano);
      next.set(id, { records: own, turn });
      return turn;
    });
    known = next;
    return conversation;
  };
}

interface KnownTurn {
  readonly records: readonly BotRecord[];
  readonly turn: Turn;
}

/** Of a turn with the same records only the lateness of what it lacks depends on time. */
function mayStay({ records, turn }: KnownTurn, own: readonly BotRecord[]): boolean {
  if (turn.completeness.state === 'late' || records.length !== own.length) return false;
  return own.every((record, index) => record === records[index]);
}

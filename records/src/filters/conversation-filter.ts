import type { ConversationStatus } from '../assembly/conversation.ts';

/** What the conversation list asks for. All parts apply together; an absent or empty list means all. */
export interface ConversationFilter {
  readonly environments?: readonly string[];
  readonly bots?: readonly string[];
  readonly channels?: readonly string[];
  /** Ids or names of flows; a conversation matches when one of its turns ran one of them. */
  readonly flows?: readonly string[];
  /** End user's id or name, contained in it, case-insensitively. */
  readonly endUser?: string;
  /** Conversation UID in full. */
  readonly uid?: string;
  /** Typed text that a message contains, case-insensitively. */
  readonly text?: string;
  /** The search box: contained in UID, end user or a message. */
  readonly search?: string;
  readonly statuses?: readonly ConversationStatus[];
  /** True: at least one turn failed. */
  readonly withErrors?: boolean;
  /** True: at least one API call failed. */
  readonly withFailedCalls?: boolean;
  /** True: flagged ones, whatever the time range; false: the others. */
  readonly flagged?: boolean;
}

import type { Person } from './api-call.ts';
import type { Recordable } from './recordable.ts';

/** A hand-over to a human agent. */
export interface HandOverOptions {
  /** Configured id of the node; makes the "view node" link. */
  readonly id: string;
  readonly name?: string;
  /** Who takes over, where that is known beforehand; else see `setAgent`. */
  readonly agent?: Person;
  /** Queue, skill or team that is asked. */
  readonly queue?: string;
  readonly reason?: string;
  /** What the agent is given beside the conversation. */
  readonly context?: Recordable;
  /** True: the bot's conversation ends with the hand-over. False (default): it goes on when the agent is done. */
  readonly endsConversation?: boolean;
}

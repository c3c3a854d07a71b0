import type { ConversationOptions } from '../../api/conversation.ts';

/** A run that belongs to no turn, as its handler may know whose it is. */
export interface LangChainRun {
  readonly name: string;
  readonly input: unknown;
  /** LangGraph puts `thread_id` here. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** How runs of LangChain are recorded. */
export interface LangChainOptions {
  /**
   * The conversation of a run that starts outside any turn; a turn is opened for it. Without this option, and where it gives
   * nothing, such a run is not recorded.
   */
  readonly conversation?: (run: LangChainRun) => ConversationOptions | undefined;
}

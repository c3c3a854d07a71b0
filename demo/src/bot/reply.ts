/** What the bot answers to one message. */
export interface Reply {
  readonly messages: readonly string[];
  /** Messages that the web chat offers as buttons. */
  readonly suggestions: readonly string[];
  /** Whether a flow broke. */
  readonly failed: boolean;
  /** Whether the conversation is over. */
  readonly ended: boolean;
  /** Who speaks next where it is not the visitor. */
  readonly awaits?: 'event' | 'agent';
}

/** A reply that went well. */
export function toReply(message: string, suggestions: readonly string[] = []): Reply {
  return { messages: [message], suggestions, failed: false, ended: false };
}

import type { ConversationState } from './conversation-state.ts';

const MOST_CONVERSATIONS = 10_000;

/** The conversations that were active last in this process, by bot and UID. */
export class ConversationMemory {
  private readonly states = new Map<string, ConversationState>();

  /** The state of a conversation, which becomes the most recent one; undefined when it is not remembered. */
  get(botId: string, uid: string): ConversationState | undefined {
    const key = toKey(botId, uid);
    const state = this.states.get(key);
    if (state !== undefined) {
      this.states.delete(key);
      this.states.set(key, state);
    }
    return state;
  }

  /** Remembers a conversation; the one that was idle longest is forgotten when there are too many. */
  add(state: ConversationState): void {
    if (this.states.size >= MOST_CONVERSATIONS) {
      const [oldest] = this.states.keys();
      if (oldest !== undefined) this.states.delete(oldest);
    }
    this.states.set(toKey(state.bot.id, state.uid), state);
  }

  forget(state: ConversationState): void {
    this.states.delete(toKey(state.bot.id, state.uid));
  }
}

function toKey(botId: string, uid: string): string {
  return `${botId.length} ${botId}${uid}`;
}

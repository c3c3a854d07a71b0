import type { Person } from './api-call.ts';
import type { BotIdentity, EndUser } from './bot.ts';
import type { MessageInput } from './message.ts';
import type { ReceivedEventOptions, Turn, TurnOptions } from './turn.ts';
import type { Variables } from './variables.ts';

/** What a conversation is. */
export interface ConversationOptions {
  /** The UID; may contain anything. Made when absent. */
  readonly uid?: string;
  /** web, whatsapp, … */
  readonly channel?: string;
  readonly endUser?: EndUser;
  /** In place of the bot that the telemetry was started with. */
  readonly bot?: BotIdentity;
  /** Only where the channel's sessions are shorter than conversations. */
  readonly sessionId?: string;
  /**
   * What another process knows of the conversation. When absent, this process continues what it remembers of the UID, or
   * records the conversation's start.
   */
  readonly resume?: {
    /** Turns that the conversation has had. */
    readonly turnCount: number;
    readonly variables?: Readonly<Record<string, unknown>>;
  };
}

/** How a conversation ended. */
export interface ConversationEnd {
  /** `user` by default. */
  readonly reason?: 'user' | 'idle' | 'handover' | 'error';
  readonly summary?: string;
}

/** Who wrote a message that the bot only passes on. */
export interface MessageOrigin {
  /** A human agent, who writes in the bot's place. */
  readonly from: 'end_user' | Person;
}

/** A conversation. Ask for it again by its UID for every message: the process remembers the last 10,000. */
export interface Conversation {
  readonly uid: string;
  readonly variables: Variables;
  /** Runs one turn; returns what the function returns. */
  turn<Result>(options: TurnOptions, run: (turn: Turn) => Result): Result;
  /** Runs a turn that an event started. */
  receivedEvent<Result>(options: ReceivedEventOptions, run: (turn: Turn) => Result): Result;
  /**
   * Records a message between end user and human agent that no turn of the bot answers, such as after a hand-over: as received
   * from the end user, or as sent with the agent as its actor.
   */
  recordMessage(message: MessageInput, origin: MessageOrigin): void;
  end(end?: ConversationEnd): void;
  /** Headers for the web client: `x-bot-uid` and `traceparent` of the running or last turn. */
  responseHeaders(): Readonly<Record<string, string>>;
}

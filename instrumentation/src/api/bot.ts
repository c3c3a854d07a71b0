/** The bot that a conversation or an audit change belongs to. */
export interface BotIdentity {
  /** `bot.id`: stable, low in number (it is an index label). */
  readonly id: string;
  /** Display name; may change. */
  readonly name?: string;
  /** Release of the bot. */
  readonly version?: string;
}

/** The chatbot's user. Give `id` or `pseudoId`, not both. */
export interface EndUser {
  readonly id?: string;
  /** Pseudonym in place of an id. */
  readonly pseudoId?: string;
  /** `{{user.user_name}}`, shown in the API log. */
  readonly name?: string;
}

/** `bot.controller.state`: state of the controller after a step. */
export type ControllerState = 'running' | 'waiting_for_input' | 'waiting_for_event' | 'ended' | 'error';

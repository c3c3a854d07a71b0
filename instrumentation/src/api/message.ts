import type { Json } from '@botscope/conventions';

/** A message of the end user or of the bot. */
export interface Message {
  readonly text: string;
  /** `bot.message.id`. */
  readonly id?: string;
  /** `bot.message.type`, such as `text`, `card`, `image`; `text` by default. */
  readonly type?: string;
  readonly attachments?: readonly Json[];
  readonly buttons?: readonly Json[];
}

/** A message, or its text. */
export type MessageInput = string | Message;

import type { Context } from 'grammy';
import type { EndUser } from '../../api/bot.ts';
import type { Message } from '../../api/message.ts';
import type { ReceivedEventOptions } from '../../api/turn.ts';
import { toPlain } from './to-plain.ts';

/** What an update is to the bot: a message of the end user, or an event. */
export type UpdateDescription = { readonly message: Message } | { readonly event: ReceivedEventOptions };

/** Parts of a Telegram message that are its content, beside text. */
const CONTENT_KINDS = [
  'photo',
  'voice',
  'audio',
  'video',
  'video_note',
  'animation',
  'document',
  'sticker',
  'location',
  'venue',
  'contact',
  'poll',
  'dice',
  'web_app_data',
  'successful_payment',
] as const;

/** A message and a pressed button are input of the end user; every other update is an event by the name Telegram gives it. */
export function describeUpdate(ctx: Context): UpdateDescription {
  const { message, callback_query: query } = ctx.update;
  if (message !== undefined) return { message: toMessage(message) };
  if (query?.data !== undefined) return { message: { text: query.data, id: query.id, type: 'button' } };
  const { update_id: updateId, ...rest } = ctx.update;
  const [name = 'update', payload] = Object.entries(rest)[0] ?? [];
  return { event: { name, source: 'telegram', correlationId: String(updateId), payload } };
}

function toMessage(message: NonNullable<Context['message']>): Message {
  const kind = CONTENT_KINDS.find((known) => message[known] !== undefined);
  const head = { text: message.text ?? message.caption ?? '', id: String(message.message_id) };
  return kind === undefined ? head : { ...head, type: kind, attachments: [{ [kind]: toPlain(message[kind]) }] };
}

/** The person behind an update. */
export function describeEndUser({ from }: Context): EndUser | undefined {
  if (from === undefined) return undefined;
  const name = [from.first_name, from.last_name].filter((part) => part !== undefined).join(' ');
  return { id: String(from.id), name };
}

/** One conversation a chat, and a topic of a forum; a person's where there is no chat; undefined where there is neither. */
export function toConversationUid({ chat, msg, from }: Context): string | undefined {
  const topic = msg?.is_topic_message === true ? msg.message_thread_id : undefined;
  if (chat !== undefined) return ['telegram', chat.id, topic].filter((part) => part !== undefined).join(':');
  return from && `telegram:user:${from.id}`;
}

import type { Json } from '@botscope/conventions';
import type { Message } from '../../api/message.ts';
import { toPlain } from './to-plain.ts';

/** Parameters of a call of the Bot API. */
export type BotApiPayload = Readonly<Record<string, unknown>>;

const SENDING = /^send(?!ChatAction$)([A-Z]\w*)$/;

/** The message that a call of the Bot API sends; undefined for a call that sends none. */
export function describeSent(method: string, payload: BotApiPayload): Message | undefined {
  const [, what] = SENDING.exec(method) ?? [];
  if (what === undefined) return undefined;
  const type = what === 'Message' ? 'text' : toSnakeCase(what);
  const content = payload[type] ?? payload.media;
  const buttons = listButtons(payload.reply_markup);
  return {
    text: [payload.text, payload.caption].find((text) => typeof text === 'string') ?? '',
    type,
    ...(type !== 'text' && content !== undefined ? { attachments: [{ [type]: toPlain(content) }] } : {}),
    ...(buttons.length > 0 ? { buttons } : {}),
  };
}

function toSnakeCase(name: string): string {
  return name.replace(/(?!^)[A-Z]/g, '_$&').toLowerCase();
}

/** Inline buttons and those of a keyboard, row after row. */
function listButtons(markup: unknown): Json[] {
  const { inline_keyboard: inline, keyboard } = (markup ?? {}) as { inline_keyboard?: unknown; keyboard?: unknown };
  const rows = Array.isArray(inline) ? inline : keyboard;
  return Array.isArray(rows) ? rows.flat().map(toPlain) : [];
}

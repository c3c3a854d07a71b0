import type { SpanContext } from '@opentelemetry/api';
import {
  ATTR_CAPTURE_OMITTED,
  ATTR_MESSAGE_ID,
  ATTR_MESSAGE_TYPE,
  EVENT_MESSAGE_RECEIVED,
  EVENT_MESSAGE_SENT,
} from '@botscope/conventions';
import type { Person } from '../api/api-call.ts';
import type { Message, MessageInput } from '../api/message.ts';
import { decideFor, type DecidablePlace } from '../policy/decide-for.ts';
import { toOmitted } from '../policy/content.ts';
import type { AttributeList } from '../record/attribute-list.ts';
import type { ConversationState } from './conversation-state.ts';
import { emitRecord } from './emit-record.ts';
import { joinMembers } from './join-members.ts';
import type { Kernel } from './kernel.ts';
import { toPersonAttributes } from './person-attributes.ts';
import type { TurnState } from './turn-state.ts';

/** Which way a message goes, and what it belongs to. */
export interface MessagePlace {
  readonly direction: 'received' | 'sent';
  readonly conversation: ConversationState;
  /** Undefined outside any turn. */
  readonly turn: TurnState | undefined;
  /** The human agent who sends it in the bot's place. */
  readonly agent?: Person | undefined;
  readonly common: AttributeList;
  readonly span: SpanContext | undefined;
}

/** Emits a message of the end user or the bot; without its content where `io` is off: what a conversation was is told otherwise, failed or not. */
export function emitMessage(kernel: Kernel, place: MessagePlace, input: MessageInput): void {
  const message: Message = typeof input === 'string' ? { text: input } : input;
  const isOff = decideFor(kernel, findPlace(kernel, place)).io === 'off';
  const text = (!isOff && kernel.json.toText(typeof message.text === 'string' ? message.text : '')) || '""';
  if (!isOff) remember(place, JSON.parse(text) as string);
  emitRecord(kernel, {
    event: place.direction === 'received' ? EVENT_MESSAGE_RECEIVED : EVENT_MESSAGE_SENT,
    kind: 'conversation',
    level: 'info',
    common: place.common,
    span: place.span,
    attributes: toPersonAttributes(place.agent)
      .add(ATTR_MESSAGE_ID, message.id)
      .add(ATTR_MESSAGE_TYPE, message.type ?? 'text')
      .add(ATTR_CAPTURE_OMITTED, toOmitted(isOff, false)),
    body: joinMembers(
      [
        ['text', text],
        ['attachments', isOff ? undefined : message.attachments && kernel.json.toText(message.attachments)],
        ['buttons', isOff ? undefined : message.buttons && kernel.json.toText(message.buttons)],
      ],
      kernel.limits.lineBytes,
    ),
  });
}

/** What is sent within a flow or step follows their rules. */
function findPlace(kernel: Kernel, place: MessagePlace): DecidablePlace {
  const active = kernel.scopes.getStore();
  return active !== undefined && active.turn === place.turn ? active : { conversation: place.conversation };
}

const LONGEST_REMEMBERED = 500;

function remember({ conversation, direction }: MessagePlace, text: string): void {
  const short = text.slice(0, LONGEST_REMEMBERED);
  if (direction === 'received') conversation.firstMessage ??= short;
  conversation.lastMessage = short;
}

/** The messages that a turn's result stands for: a text, a message, a list of them; none for anything else. */
export function toMessages(result: unknown): readonly MessageInput[] {
  if (Array.isArray(result)) return result.every(isMessage) ? result : [];
  return isMessage(result) ? [result] : [];
}

function isMessage(value: unknown): value is MessageInput {
  if (typeof value === 'string') return value !== '';
  return typeof value === 'object' && value !== null && typeof (value as { text?: unknown }).text === 'string';
}

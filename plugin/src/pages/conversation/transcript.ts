import { toUnixMillis, type Conversation, type TimelineEntry } from '@botscope/records';

/** A line of the transcript. Texts are untrusted. */
export interface TranscriptLine {
  readonly key: string;
  /** Who says it: the chatbot's user, the bot, or an event from outside. */
  readonly from: 'user' | 'bot' | 'event';
  readonly speaker: string;
  readonly text: string;
  /** What came with it, such as `2 attachments`. */
  readonly extras: string;
  readonly timeMillis: number;
  /** Turn that a debug button opens: on everything that comes from outside. */
  readonly opensTurn?: string;
  /** Turn that it belongs to. */
  readonly turn?: string;
  readonly hasFailed: boolean;
}

const NO_TEXT = 'text not recorded';

/** The transcript of a conversation, oldest first. */
export function toTranscript(conversation: Conversation, botName: string | undefined): readonly TranscriptLine[] {
  const failed = new Set(conversation.turns.filter(({ status }) => status === 'error').map(({ id }) => id));
  const user = conversation.endUserName ?? conversation.endUserId ?? 'User';
  const bot = botName ?? 'Bot';
  return conversation.timeline.map(({ record, turnId }) => ({
    key: record.uid,
    ...toContent(record, { user, bot }),
    timeMillis: toUnixMillis(record.timestampUnixNano),
    ...(turnId === undefined ? {} : { turn: turnId }),
    ...(turnId === undefined || isFromBot(record) ? {} : { opensTurn: turnId }),
    hasFailed: turnId !== undefined && !isFromBot(record) && failed.has(turnId),
  }));
}

type Content = Pick<TranscriptLine, 'from' | 'speaker' | 'text' | 'extras'>;

function toContent(record: TimelineEntry['record'], names: { user: string; bot: string }): Content {
  if (record.type === 'received-event') {
    const extras = record.body === undefined ? '' : JSON.stringify(record.body.payload);
    return { from: 'event', speaker: record.source ?? 'event', text: record.eventName ?? NO_TEXT, extras };
  }
  const from = isFromBot(record) ? 'bot' : 'user';
  const { text, attachments = [], buttons = [] } = record.body ?? {};
  const extras = [count(attachments.length, 'attachment'), count(buttons.length, 'button')].filter(Boolean).join(', ');
  return { from, speaker: names[from], text: text ?? NO_TEXT, extras };
}

function isFromBot(record: TimelineEntry['record']): boolean {
  return record.type === 'message' && record.direction === 'sent';
}

function count(length: number, noun: string): string {
  if (length === 0) return '';
  return `${length} ${noun}${length === 1 ? '' : 's'}`;
}

import type { TimelineEntry } from '@botscope/records';
import { toCaptureNote } from './capture-note.ts';

/** What a line of the transcript says, and who says it. Texts are untrusted. */
export interface TranscriptContent {
  /** The chatbot's user, the bot, a human agent in its place, an event from outside, a turn nobody asked for, or a remark. */
  readonly from: 'user' | 'bot' | 'agent' | 'event' | 'turn' | 'note';
  readonly speaker: string;
  readonly text: string;
  /** What came with it, such as `2 attachments`. */
  readonly extras: string;
}

/** The start of a payload is enough to tell one event from another; the turn has all of it. */
const EXTRAS_LENGTH = 120;

/** What a message or event says. `names` are those of the two who talk. */
export function toTranscriptContent(
  record: TimelineEntry['record'],
  names: { readonly user: string; readonly bot: string },
): TranscriptContent {
  if (record.type === 'received-event') {
    const extras = record.body === undefined ? '' : cut(JSON.stringify(record.body.payload));
    return {
      from: 'event',
      speaker: record.source ?? 'event',
      text: record.eventName ?? 'event without a name',
      extras,
    };
  }
  const { text = '', attachments = [], buttons = [] } = record.body ?? {};
  const extras = [count(attachments.length, 'attachment'), count(buttons.length, 'button')].filter(Boolean).join(', ');
  const hasNothing = text === '' && extras === '';
  return { ...toSpeaker(record, names), text: hasNothing ? explainNoText(record) : text, extras };
}

function toSpeaker(
  { direction, actor }: Extract<TimelineEntry['record'], { type: 'message' }>,
  { user, bot }: { readonly user: string; readonly bot: string },
): Pick<TranscriptContent, 'from' | 'speaker'> {
  if (direction === 'received') return { from: 'user', speaker: user };
  const agent = actor?.name ?? actor?.email ?? actor?.id;
  return agent === undefined ? { from: 'bot', speaker: bot } : { from: 'agent', speaker: agent };
}

function explainNoText({ captureOmitted, bodyError, environment }: TimelineEntry['record']): string {
  if (captureOmitted?.includes('io')) return toCaptureNote(['io'], environment).replace(/^Input and output/, 'Text');
  return bodyError === undefined ? 'text not recorded' : `text cannot be read: ${bodyError}`;
}

function cut(text: string): string {
  return text.length > EXTRAS_LENGTH ? `${text.slice(0, EXTRAS_LENGTH)}…` : text;
}

function count(length: number, noun: string): string {
  if (length === 0) return '';
  return `${length} ${noun}${length === 1 ? '' : 's'}`;
}

import { assembleConversation } from '../src/assembly/assemble-conversation.ts';
import type { Conversation } from '../src/assembly/conversation.ts';
import type { LokiEntry } from '../src/loki/loki-entry.ts';
import { parseRecord } from '../src/record/parse-record.ts';
import { START } from './test-conversation.ts';

/** A minute, as records count time. */
export const MINUTE_NANOS = 60_000_000_000n;

/** The conversation of some entries as a reader sees it, a minute after it began unless told otherwise. */
export function assemble(entries: readonly LokiEntry[], nowUnixNano = START + MINUTE_NANOS): Conversation {
  const conversation = assembleConversation(entries.map(parseRecord), { nowUnixNano });
  if (conversation === undefined) throw new Error('no conversation');
  return conversation;
}

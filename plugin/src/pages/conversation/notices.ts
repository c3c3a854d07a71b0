import { isListed, toUnixNano, type Conversation, type ConversationRow } from '@botscope/records';
import type { AppSettings } from '../../lib/settings.ts';

const NANOS_PER_MINUTE = 60_000_000_000n;

/** What a reader should know about how a conversation stands, each a sentence. */
export function toNotices(
  conversation: Conversation,
  settings: Pick<AppSettings, 'conversationIdleMinutes' | 'productionDelayMinutes'>,
  nowMillis: number,
): readonly string[] {
  const { productionDelayMinutes } = settings;
  const row = toListingRow(conversation, settings.conversationIdleMinutes);
  const isShownInList = isListed(row, { nowUnixNano: toUnixNano(nowMillis), productionDelayMinutes });
  return [
    ...(row.endedUnixNano === undefined ? ['Still running: what happens next appears here by itself.'] : []),
    ...(isShownInList
      ? []
      : [`Not yet listed: production conversations are listed ${productionDelayMinutes} minutes after their end.`]),
    ...(conversation.endReason === 'idle'
      ? [`Ended by idleness: nothing happened for ${settings.conversationIdleMinutes} minutes.`]
      : []),
  ];
}

function toListingRow(conversation: Conversation, idleMinutes: number): Pick<ConversationRow, 'key' | 'endedUnixNano'> {
  const { key, ended, endReason, lastActivityUnixNano } = conversation;
  if (ended) return { key, endedUnixNano: ended.timestampUnixNano };
  if (endReason !== 'idle') return { key };
  return { key, endedUnixNano: lastActivityUnixNano + BigInt(Math.round(idleMinutes)) * NANOS_PER_MINUTE };
}

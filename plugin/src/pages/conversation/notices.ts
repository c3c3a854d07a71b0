import {
  findPresentHandover,
  isListed,
  toConversationCompleteness,
  toUnixNano,
  type Conversation,
  type ConversationRow,
  type Turn,
} from '@botscope/records';
import type { AppSettings } from '../../lib/settings.ts';
import { CAPTURE_GUIDE, toCaptureNote } from './capture-note.ts';

const NANOS_PER_MINUTE = 60_000_000_000n;
const TURNS_NAMED = 5;

/** A sentence about how a conversation stands. */
export interface Notice {
  readonly text: string;
  /** Something that should be here is not. */
  readonly isWarning: boolean;
}

/** What a reader should know about a conversation as a whole. `sampledAwayCount`: turns whose traces are not stored. */
export function toNotices(
  conversation: Conversation,
  settings: Pick<AppSettings, 'conversationIdleMinutes' | 'productionDelayMinutes'>,
  { nowMillis, sampledAwayCount }: { readonly nowMillis: number; readonly sampledAwayCount: number },
): readonly Notice[] {
  return [
    ...toStanding(conversation, settings, nowMillis).map((text) => ({ text, isWarning: false })),
    ...toGaps(conversation).map((text) => ({ text, isWarning: true })),
    ...toRemarks(conversation, sampledAwayCount).map((text) => ({ text, isWarning: false })),
  ];
}

function toStanding(
  conversation: Conversation,
  settings: Pick<AppSettings, 'conversationIdleMinutes' | 'productionDelayMinutes'>,
  nowMillis: number,
): readonly string[] {
  const { productionDelayMinutes } = settings;
  const row = toListingRow(conversation, settings.conversationIdleMinutes);
  const isShownInList = isListed(row, { nowUnixNano: toUnixNano(nowMillis), productionDelayMinutes });
  const handover = findPresentHandover(conversation);
  const agent = handover?.agent?.name ?? handover?.agent?.email ?? 'an agent';
  return [
    ...(row.endedUnixNano === undefined ? ['Still running: what happens next appears here by itself.'] : []),
    ...(handover ? [`Handed over: ${agent} has the conversation; no turn of the bot has run since.`] : []),
    ...(isShownInList
      ? []
      : [`Not yet listed: production conversations are listed ${productionDelayMinutes} minutes after their end.`]),
    ...(conversation.endReason === 'idle' && !conversation.ended
      ? [`Ended by idleness: nothing happened for ${settings.conversationIdleMinutes} minutes.`]
      : []),
  ];
}

function toGaps(conversation: Conversation): readonly string[] {
  const { storedCount, expectedCount, missing, unended } = toConversationCompleteness(conversation);
  return [
    ...(missing.length > 0
      ? [`${storedCount} of ${expectedCount} steps are stored: some of ${nameTurns(missing)} are missing.`]
      : []),
    ...(unended.length > 0
      ? [`The end of ${nameTurns(unended)} is not stored: it was lost, or the bot stopped before it.`]
      : []),
  ];
}

function toRemarks(conversation: Conversation, sampledAwayCount: number): readonly string[] {
  const { late, omitted, omittedCount, keptCount, missing } = toConversationCompleteness(conversation);
  const ofSteps = `${omittedCount} ${omittedCount === 1 ? 'step' : 'steps'}`;
  return [
    ...(late.length > 0 ? [`Records of ${nameTurns(late)} are late: the rest may still arrive.`] : []),
    ...(sampledAwayCount > 0
      ? [
          `Timings of ${countTurns(sampledAwayCount)} were sampled away${missing.length > 0 ? '.' : '; their steps are complete.'}`,
        ]
      : []),
    ...(keptCount > 0
      ? [`Full history by configuration (sampling: full): no timings of ${countTurns(keptCount)} are sampled away.`]
      : []),
    ...(omittedCount > 0
      ? [`${toCaptureNote(omitted, conversation.key.environment)}, in ${ofSteps}; see ${CAPTURE_GUIDE}.`]
      : []),
  ];
}

function countTurns(count: number): string {
  return count === 1 ? '1 turn' : `${count} turns`;
}

function nameTurns(turns: readonly Turn[]): string {
  const names = turns.slice(0, TURNS_NAMED).map(({ index }) => index ?? 'without number');
  const more = turns.length - names.length;
  const noun = turns.length === 1 ? 'turn' : 'turns';
  return more > 0 ? `${noun} ${names.join(', ')} and ${more} more` : `${noun} ${names.join(', ')}`;
}

function toListingRow(conversation: Conversation, idleMinutes: number): Pick<ConversationRow, 'key' | 'endedUnixNano'> {
  const { key, ended, endReason, lastActivityUnixNano } = conversation;
  if (ended) return { key, endedUnixNano: ended.timestampUnixNano };
  if (endReason !== 'idle') return { key };
  return { key, endedUnixNano: lastActivityUnixNano + BigInt(Math.round(idleMinutes)) * NANOS_PER_MINUTE };
}

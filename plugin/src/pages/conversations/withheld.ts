import type { ConversationPage } from '@botscope/records';
import type { AppSettings } from '../../lib/settings.ts';

/** Conversations that meet the filter and are not listed yet. */
export interface Withheld {
  readonly count: number;
  /** Older pages may hold more of them. */
  readonly isAtLeast: boolean;
}

const NANOS_PER_MINUTE = 60_000_000_000;

type DelaySettings = Pick<AppSettings, 'conversationIdleMinutes' | 'productionDelayMinutes'>;

/** What a page of the list tells of conversations that are not listed yet. */
export function toWithheld(
  { rows, done, withheldCount }: Pick<ConversationPage, 'rows' | 'done' | 'withheldCount'>,
  { conversationIdleMinutes, productionDelayMinutes }: DelaySettings,
  nowUnixNano: bigint,
): Withheld {
  // Silent for longer than this, a conversation has ended and its delay is over.
  const longest = BigInt(Math.round((conversationIdleMinutes + productionDelayMinutes) * NANOS_PER_MINUTE));
  const oldest = rows.at(-1)?.lastActivityUnixNano;
  const isComplete = done || (oldest !== undefined && oldest + longest <= nowUnixNano);
  return { count: withheldCount, isAtLeast: !isComplete };
}

/** Says it in words; `undefined` when none is withheld. */
export function toWithheldText({ count, isAtLeast }: Withheld, delayMinutes: number): string | undefined {
  if (count === 0) return undefined;
  const counted = `${isAtLeast ? 'At least ' : ''}${count.toLocaleString('en')} production conversation${count === 1 ? '' : 's'}`;
  return `${counted} ${count === 1 ? 'is' : 'are'} not listed yet: ${delayMinutes} minute${delayMinutes === 1 ? '' : 's'} after ${count === 1 ? 'its' : 'their'} end ${count === 1 ? 'it appears' : 'they appear'} here.`;
}

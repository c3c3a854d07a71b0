import type { TurnBar } from '@botscope/records';
import { formatBoundary } from '../../lib/time-format.ts';

/** Smallest height of a bar that stands for something. */
const LEAST_SHARE = 0.08;

/** Height of a bar, from 0 to 1, where the highest has `most` errors. */
export function toBarShare({ errorCount }: TurnBar, most: number): number {
  return errorCount === 0 ? 0 : Math.max(LEAST_SHARE, errorCount / most);
}

/** A bar in words: `2026-11-21 14:00 to 2026-11-21 14:30: 3 of 41 turns failed`. */
export function toBarLabel({ fromMillis, toMillis, errorCount, turnCount }: TurnBar, timeZone: string): string {
  return `${formatSpan(fromMillis, toMillis, timeZone)}: ${formatCounts(errorCount, turnCount)}`;
}

/** All bars in words, with the time that they cover: their ends reach a little beyond the range. */
export function toHistogramSummary(bars: readonly TurnBar[], timeZone: string): string {
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return '';
  const sum = (count: (bar: TurnBar) => number) => bars.reduce((total, bar) => total + count(bar), 0);
  const counts = formatCounts(
    sum(({ errorCount }) => errorCount),
    sum(({ turnCount }) => turnCount),
  );
  return `Turns with errors: ${counts}, ${formatSpan(first.fromMillis, last.toMillis, timeZone)}.`;
}

function formatCounts(errorCount: number, turnCount: number): string {
  const turns = `${turnCount.toLocaleString('en')} ${turnCount === 1 ? 'turn' : 'turns'}`;
  return turnCount === 0 ? 'no turns' : `${errorCount.toLocaleString('en')} of ${turns} failed`;
}

function formatSpan(fromMillis: number, toMillis: number, timeZone: string): string {
  return `${formatBoundary(fromMillis, timeZone)} to ${formatBoundary(toMillis, timeZone)}`;
}

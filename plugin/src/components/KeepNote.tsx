import { formatDay } from '../lib/time-format.ts';
import { useServices } from '../lib/services.ts';

interface KeepNoteProps {
  /** Milliseconds since the epoch. */
  readonly untilMillis: number;
  readonly isPinned: boolean;
}

/** Until when what is shown is kept. */
export function KeepNote({ untilMillis, isPinned }: KeepNoteProps) {
  const { timeZone, nowMillis } = useServices();
  return <span>{toKeepText({ untilMillis, isPinned, nowMillis: nowMillis(), timeZone })}</span>;
}

interface KeepText extends KeepNoteProps {
  readonly nowMillis: number;
  readonly timeZone: string;
}

/** Says until when something is kept: `keep until 21 Dec 2026 · pinned`. */
export function toKeepText({ untilMillis, isPinned, nowMillis, timeZone }: KeepText): string {
  const day = formatDay(untilMillis, timeZone);
  const text = untilMillis < nowMillis ? `expired on ${day}` : `keep until ${day}`;
  return isPinned ? `${text} · pinned` : text;
}

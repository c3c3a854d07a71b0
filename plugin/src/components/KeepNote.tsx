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
  const day = formatDay(untilMillis, timeZone);
  const text = untilMillis < nowMillis() ? `expired on ${day}` : `keep until ${day}`;
  return <span>{isPinned ? `${text} · pinned` : text}</span>;
}

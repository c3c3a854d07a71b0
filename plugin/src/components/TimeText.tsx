import { formatAge } from '../lib/duration.ts';
import { useServices } from '../lib/services.ts';
import { formatClock, formatDateAndClock, formatIso, isSameDay } from '../lib/time-format.ts';

interface TimeTextProps {
  /** Milliseconds since the epoch. */
  readonly millis: number;
  /** Say beside it how long ago that was, seen from this moment. */
  readonly agoFromMillis?: number;
  /** Leave the date out on the day of this moment. */
  readonly sameDayAsMillis?: number;
}

/** An absolute time with milliseconds in the person's zone; ISO on hover. */
export function TimeText({ millis, agoFromMillis, sameDayAsMillis }: TimeTextProps) {
  const { timeZone } = useServices();
  const isShort = sameDayAsMillis !== undefined && isSameDay(millis, sameDayAsMillis, timeZone);
  const text = isShort ? formatClock(millis, timeZone) : formatDateAndClock(millis, timeZone);
  const age = agoFromMillis === undefined ? '' : `  ${formatAge(agoFromMillis - millis)}`;
  return (
    <time dateTime={new Date(millis).toISOString()} title={formatIso(millis, timeZone)}>
      {text}
      {age}
    </time>
  );
}

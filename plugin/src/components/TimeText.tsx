import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
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
  const styles = useStyles2(getStyles);
  const { timeZone } = useServices();
  const isShort = sameDayAsMillis !== undefined && isSameDay(millis, sameDayAsMillis, timeZone);
  const text = isShort ? formatClock(millis, timeZone) : formatDateAndClock(millis, timeZone);
  return (
    <time className={styles.time} dateTime={new Date(millis).toISOString()} title={formatIso(millis, timeZone)}>
      {text}
      {agoFromMillis !== undefined && <span className={styles.age}>{formatAge(agoFromMillis - millis)}</span>}
    </time>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  time: css({ fontVariantNumeric: 'tabular-nums' }),
  age: css({ marginLeft: theme.spacing(1), color: theme.colors.text.secondary }),
});

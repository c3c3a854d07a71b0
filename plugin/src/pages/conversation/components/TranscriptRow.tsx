import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2 } from '@grafana/ui';
import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import { useNow } from '../../../lib/useNow.ts';
import type { TranscriptLine } from '../transcript.ts';

interface TranscriptRowProps {
  readonly line: TranscriptLine;
  readonly isOpen: boolean;
  readonly onDebug: (turn: string) => void;
}

/** A line of the transcript; what came from outside has the debug button that opens its turn. */
export function TranscriptRow({ line, isOpen, onDebug }: TranscriptRowProps) {
  const styles = useStyles2(getStyles);
  const now = useNow();
  const { opensTurn } = line;
  return (
    <article className={styles.row} aria-label={line.from === 'event' ? 'Event' : `Message from ${line.from}`}>
      <div className={styles.meta}>
        <TimeText millis={line.timeMillis} sameDayAsMillis={now} />
        <span className={styles.speaker}>
          {line.from === 'event' && <span aria-hidden>⚡ </span>}
          <SafeText text={line.speaker} />
        </span>
      </div>
      <div className={line.from === 'bot' ? styles.reply : styles.text}>
        <SafeText text={line.text} />
        {line.extras !== '' && (
          <div className={styles.extras}>
            <SafeText text={line.extras} />
          </div>
        )}
        {line.hasFailed && (
          <div>
            <StatusSign status="error" />
          </div>
        )}
      </div>
      {opensTurn !== undefined && (
        <IconButton
          name="bug"
          tooltip={line.from === 'event' ? 'Debug: what this event caused' : 'Debug: what happened after this input'}
          aria-pressed={isOpen}
          onClick={() => onDebug(opensTurn)}
        />
      )}
    </article>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', gap: theme.spacing(1), alignItems: 'flex-start' }),
  meta: css({
    flex: 'none',
    width: '14ch',
    display: 'flex',
    flexDirection: 'column',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
  speaker: css({ fontWeight: theme.typography.fontWeightMedium }),
  text: css({ flex: 1, minWidth: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
  reply: css({
    flex: 1,
    minWidth: 0,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    paddingLeft: theme.spacing(2),
    color: theme.colors.text.secondary,
  }),
  extras: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }),
});

import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2 } from '@grafana/ui';
import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import { memo } from 'react';
import type { TranscriptLine } from '../transcript.ts';
import { LongText } from './LongText.tsx';
import { MarkedText } from './MarkedText.tsx';

interface TranscriptRowProps {
  readonly line: TranscriptLine;
  readonly isOpen: boolean;
  /** Times of this day stand without their date. */
  readonly dayMillis: number;
  readonly find: RegExp | undefined;
  readonly onDebug: (turn: string) => void;
}

const LABELS: Readonly<Record<TranscriptLine['from'], string>> = {
  user: 'Message from user',
  bot: 'Message from bot',
  agent: 'Message from agent',
  event: 'Event',
  turn: 'Turn',
  note: 'Remark',
};
const SIGNS: Readonly<Partial<Record<TranscriptLine['from'], string>>> = { event: '⚡ ', agent: '👤 ', turn: '⚙ ' };
const DEBUG: Readonly<Partial<Record<TranscriptLine['from'], string>>> = {
  event: 'Debug: what this event caused',
  turn: 'Debug: what happened in this turn',
};

/** A line of the transcript; what came from outside has the debug button that opens its turn. Drawn again only for new props: scrolling has none. */
export const TranscriptRow = memo(function TranscriptRow(props: TranscriptRowProps) {
  const { line, isOpen, dayMillis, find, onDebug } = props;
  const styles = useStyles2(getStyles);
  const { from, opensTurn } = line;
  if (from === 'note') return <RemarkRow line={line} dayMillis={dayMillis} />;
  return (
    <article className={styles.row} aria-label={LABELS[from]}>
      <div className={styles.meta}>
        <TimeText millis={line.timeMillis} sameDayAsMillis={dayMillis} />
        <span className={styles.speaker}>
          {SIGNS[from] !== undefined && <span aria-hidden>{SIGNS[from]}</span>}
          <MarkedText text={line.speaker} find={find} />
          {from === 'agent' && <span className={styles.role}> agent</span>}
        </span>
      </div>
      <div className={cx(styles.text, (from === 'bot' || from === 'agent') && styles.reply)}>
        <LongText text={line.text} find={find} />
        {line.extras !== '' && (
          <div className={styles.extras}>
            <MarkedText text={line.extras} find={find} />
          </div>
        )}
        {line.failure !== '' && <Failure text={line.failure} />}
      </div>
      {opensTurn !== undefined && (
        <IconButton
          name="bug"
          tooltip={DEBUG[from] ?? 'Debug: what happened after this input'}
          aria-pressed={isOpen}
          onClick={() => onDebug(opensTurn)}
        />
      )}
      {from === 'user' && opensTurn === undefined && <NothingToDebug />}
    </article>
  );
});

/** Not a button: nothing ran in the bot, and the reason must be reachable. */
function NothingToDebug() {
  const styles = useStyles2(getStyles);
  const reason = 'No turn of the bot answers this message: an agent has the conversation, or its turn is not recorded';
  return (
    <span className={styles.off}>
      <IconButton name="bug" tooltip={reason} aria-disabled />
    </span>
  );
}

function Failure({ text }: { readonly text: string }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.failure}>
      <StatusSign status="error" word="" />
      <SafeText text={text} />
    </div>
  );
}

function RemarkRow({ line, dayMillis }: Pick<TranscriptRowProps, 'line' | 'dayMillis'>) {
  const styles = useStyles2(getStyles);
  return (
    <article className={styles.remark} aria-label={LABELS.note}>
      <TimeText millis={line.timeMillis} sameDayAsMillis={dayMillis} /> <SafeText text={line.text} />
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
  role: css({ fontWeight: theme.typography.fontWeightRegular }),
  text: css({ flex: 1, minWidth: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
  reply: css({ paddingLeft: theme.spacing(2), color: theme.colors.text.secondary }),
  extras: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }),
  failure: css({ display: 'flex', gap: theme.spacing(0.5), color: theme.colors.error.text }),
  off: css({ opacity: theme.colors.action.disabledOpacity }),
  remark: css({
    textAlign: 'center',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    borderTop: `1px dashed ${theme.colors.border.weak}`,
  }),
});

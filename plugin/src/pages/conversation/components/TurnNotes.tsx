import { css } from '@emotion/css';
import { buildPagePath } from '@botscope/conventions';
import { listOmitted, toConversationCompleteness } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { PageLink } from '../../../components/PageLink.tsx';
import { formatDuration } from '../../../lib/duration.ts';
import { CAPTURE_GUIDE, toCaptureNote } from '../capture-note.ts';
import type { TurnView } from '../turn-view.ts';
import { TraceNote } from './TraceNote.tsx';

/** What a reader must know to judge a turn: what is missing and why, what was not captured, whose clock is wrong. */
export function TurnNotes({ view }: { readonly view: TurnView }) {
  const styles = useStyles2(getStyles);
  const { turn, seal, waterfall } = view;
  const { omitted, omittedCount, keptCount } = toConversationCompleteness({ turns: [turn] });
  const own = listOmitted(turn);
  const captureNote = toCaptureNote(omitted.length > 0 ? omitted : own, turn.completed?.environment);
  return (
    <div className={styles.notes}>
      {seal.why !== undefined && (
        <p className={styles.warning}>
          {seal.why} <PageLink to={buildPagePath('pipeline')}>Is the pipeline well?</PageLink>
        </p>
      )}
      {waterfall.skewMillis > 0 && (
        <p className={styles.warning}>
          Clocks of its hosts disagree by {formatDuration(waterfall.skewMillis)}: steps stand in order of index, and
          times are as each host told them.
        </p>
      )}
      {captureNote !== '' && (
        <p>
          {captureNote}
          {omittedCount > 0 && turn.steps.length > 1 && `, in ${omittedCount} of ${turn.steps.length} steps`}; see{' '}
          {CAPTURE_GUIDE}.
        </p>
      )}
      {keptCount > 0 && <p>Its trace is kept by configuration (sampling: full).</p>}
      <TraceNote turn={turn} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  notes: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    '& p': { margin: 0 },
    '&:empty': { display: 'none' },
  }),
  warning: css({ color: theme.colors.warning.text }),
});

import { css, cx } from '@emotion/css';
import type { Waterfall, WaterfallCall } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { formatDuration } from '../../../lib/duration.ts';
import { toOutcomeText } from '../calls-view.ts';
import type { StepView } from '../step-view.ts';

interface WaterfallCellProps {
  readonly waterfall: Waterfall;
  readonly step: StepView;
}

const SMALLEST_PERCENT = 0.5;

/** A step as a bar on the time line of its turn, its API calls as bars below; both in words for those who do not see it. */
export function WaterfallCell({ waterfall: { bars, totalMillis }, step }: WaterfallCellProps) {
  const styles = useStyles2(getStyles);
  const bar = bars.get(step.step);
  if (!bar) return null;
  const place = (startMillis: number, durationMillis: number) => ({
    left: `${Math.min((startMillis / totalMillis) * 100, 100 - SMALLEST_PERCENT)}%`,
    width: `${Math.max((durationMillis / totalMillis) * 100, SMALLEST_PERCENT)}%`,
  });
  const rest = totalMillis - bar.startMillis;
  const label = `${step.duration}${step.isSlowest ? ', the slowest step' : ''}, begins at +${formatDuration(bar.startMillis)}`;
  const title = [label, ...bar.calls.map(describeCall)].join('\n');
  return (
    <span className={styles.cell} title={title}>
      <span className={styles.track} role="img" aria-label={title.replaceAll('\n', '; ')}>
        <span
          className={cx(
            styles.bar,
            step.status === 'error' && styles.failed,
            bar.durationMillis === undefined && styles.open,
          )}
          style={place(bar.startMillis, bar.durationMillis ?? rest)}
        />
        {bar.calls.map(({ call, startMillis, durationMillis }, index) => (
          <span
            key={index}
            className={cx(styles.call, call.failed && styles.failedCall)}
            style={place(startMillis, durationMillis)}
          />
        ))}
      </span>
      <span className={styles.text}>
        {step.hasFailedCall || step.status === 'error' ? '✗ ' : ''}
        {step.duration}
        {step.isSlowest && ' ▲'}
      </span>
    </span>
  );
}

function describeCall({ call, startMillis, durationMillis }: WaterfallCall): string {
  return `call ${call.method} ${call.host}: ${toOutcomeText(call)}, ${formatDuration(durationMillis)}, begins at +${formatDuration(startMillis)}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  cell: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  track: css({
    position: 'relative',
    flex: 1,
    height: theme.spacing(2),
    borderLeft: `1px solid ${theme.colors.border.weak}`,
    borderRight: `1px solid ${theme.colors.border.weak}`,
    // A line at each quarter of the turn.
    backgroundImage: `linear-gradient(to right, ${theme.colors.border.weak} 1px, transparent 1px)`,
    backgroundSize: '25% 100%',
  }),
  bar: css({ position: 'absolute', top: 0, height: theme.spacing(1.25), background: theme.colors.primary.main }),
  failed: css({ background: theme.colors.error.main }),
  open: css({ opacity: 0.5 }),
  call: css({ position: 'absolute', bottom: 0, height: theme.spacing(0.5), background: theme.colors.success.main }),
  failedCall: css({ background: theme.colors.error.text }),
  text: css({ flex: 'none', width: '10ch', fontVariantNumeric: 'tabular-nums' }),
});

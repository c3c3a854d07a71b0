import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { forwardRef, type ButtonHTMLAttributes } from 'react';

interface FlagButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly isFlagged: boolean;
  /** Whether Tab reaches it. */
  readonly isReachable: boolean;
  /** With its word beside the sign. */
  readonly hasLabel: boolean;
}

/** The sign of a flag, to be pressed. */
export const FlagButton = forwardRef<HTMLButtonElement, FlagButtonProps>(function FlagButton(
  { isFlagged, isReachable, hasLabel, className, ...rest },
  ref,
) {
  const styles = useStyles2(getStyles);
  return (
    <button
      {...rest}
      ref={ref}
      type="button"
      className={cx(styles.button, isFlagged && styles.flagged, className)}
      aria-pressed={isFlagged}
      tabIndex={isReachable ? 0 : -1}
    >
      <span aria-hidden>{isFlagged ? '⚑' : '⚐'}</span>
      {hasLabel && <span> {isFlagged ? 'Flagged' : 'Flag'}</span>}
    </button>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  button: css({
    background: 'none',
    border: 'none',
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(0, 1),
    color: theme.colors.text.secondary,
    '&:hover:enabled': { color: theme.colors.text.primary, background: theme.colors.action.hover },
  }),
  flagged: css({ color: theme.colors.warning.text }),
});

import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface FlagButtonProps {
  readonly isFlagged: boolean;
  /** Without the permission the button says what is and changes nothing. */
  readonly mayChange: boolean;
  readonly onToggle: () => void;
  /** Whether Tab reaches it. */
  readonly isReachable?: boolean;
  /** With its word beside the sign. */
  readonly hasLabel?: boolean;
}

/** Flags a conversation to be found again, and shows that it is flagged. */
export function FlagButton({ isFlagged, mayChange, onToggle, isReachable = true, hasLabel = false }: FlagButtonProps) {
  const styles = useStyles2(getStyles);
  const label = isFlagged ? 'Remove flag' : 'Flag this conversation';
  return (
    <button
      type="button"
      className={cx(styles.button, isFlagged && styles.flagged)}
      aria-pressed={isFlagged}
      aria-label={label}
      title={mayChange ? label : `${isFlagged ? 'Flagged' : 'Not flagged'}; you may not change it`}
      disabled={!mayChange}
      tabIndex={isReachable ? 0 : -1}
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      <span aria-hidden>{isFlagged ? '⚑' : '⚐'}</span>
      {hasLabel && <span> {isFlagged ? 'Flagged' : 'Flag'}</span>}
    </button>
  );
}

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

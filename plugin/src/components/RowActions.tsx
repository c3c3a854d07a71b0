import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2 } from '@grafana/ui';
import type { NodeLink } from '../lib/node-link.ts';

interface RowActionsProps {
  readonly onViewLogs: () => void;
  readonly node: NodeLink;
  /** Whether Tab reaches them: in the row under the cursor, where they are shown without hovering as well. */
  readonly isReachable: boolean;
}

/** What can be done at a time of a list: view its logs, view its node in the builder. The same in every environment. */
export function RowActions({ onViewLogs, node, isReachable }: RowActionsProps) {
  const styles = useStyles2(getStyles);
  const tabIndex = isReachable ? 0 : -1;
  return (
    <span className={cx(styles.actions, !isReachable && styles.onHover)} onClick={(event) => event.stopPropagation()}>
      <IconButton name="file-alt" tooltip="View logs" tabIndex={tabIndex} onClick={onViewLogs} />
      {'href' in node ? (
        <a
          href={node.href}
          target="_blank"
          rel="noopener noreferrer"
          tabIndex={tabIndex}
          className={styles.link}
          aria-label="View node"
          title="View node"
        >
          ↗
        </a>
      ) : (
        // Not `disabled`: the reason must be reachable by keyboard and screen reader.
        <span
          role="link"
          aria-disabled
          aria-label={`View node: ${node.reason}`}
          title={node.reason}
          tabIndex={tabIndex}
          className={styles.off}
        >
          ↗
        </span>
      )}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  actions: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(1) }),
  // Where nothing can hover, they are always shown.
  onHover: css({
    '@media (hover: hover)': { opacity: 0, '[role="row"]:hover &, &:focus-within': { opacity: 1 } },
  }),
  link: css({ color: theme.colors.text.link }),
  off: css({ color: theme.colors.text.disabled, cursor: 'not-allowed' }),
});

import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { NodeLink } from '../../../lib/node-link.ts';

interface NodeAnchorProps {
  readonly node: NodeLink;
  readonly label: string;
  /** Beside the arrow. */
  readonly text?: string;
  /** Whether Tab reaches it. */
  readonly isReachable?: boolean;
}

/** A link into the bot builder, or the reason why there is none. */
export function NodeAnchor({ node, label, text = '', isReachable = true }: NodeAnchorProps) {
  const styles = useStyles2(getStyles);
  const tabIndex = isReachable ? 0 : -1;
  const shown = `${text} ↗`.trim();
  if (!('href' in node)) {
    return (
      // Not `disabled`: the reason must be reachable by keyboard and screen reader.
      <span
        role="link"
        aria-disabled
        aria-label={`${label}: ${node.reason}`}
        title={node.reason}
        tabIndex={tabIndex}
        className={styles.off}
      >
        {shown}
      </span>
    );
  }
  return (
    <a
      href={node.href}
      target="_blank"
      rel="noopener noreferrer"
      tabIndex={tabIndex}
      className={styles.link}
      aria-label={label}
      onClick={(event) => event.stopPropagation()}
    >
      {shown}
    </a>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  link: css({ color: theme.colors.text.link }),
  off: css({ color: theme.colors.text.disabled, cursor: 'not-allowed' }),
});

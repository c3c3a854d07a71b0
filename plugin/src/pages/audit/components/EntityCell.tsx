import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Tooltip, useStyles2 } from '@grafana/ui';
import { SafeText } from '../../../components/SafeText.tsx';
import type { AuditRowView } from '../view-model.ts';
import { EntryDelta } from './EntryDelta.tsx';

interface EntityCellProps {
  readonly view: AuditRowView;
  /** Its change stands beside the list already, so hovering shows nothing. */
  readonly isPinned: boolean;
  /** Whether Tab reaches it. */
  readonly isReachable: boolean;
  /** Shows the entry in the detail. */
  readonly onPin: () => void;
}

/** The entity's name; hovering or focusing it shows what changed, a click keeps that open beside the list. */
export function EntityCell({ view, isPinned, isReachable, onPin }: EntityCellProps) {
  const styles = useStyles2(getStyles);
  const renderDelta = () => (
    <div className={styles.popover}>
      <EntryDelta line={view.record.line} />
    </div>
  );
  const name = (
    <button
      type="button"
      className={styles.name}
      tabIndex={isReachable ? 0 : -1}
      onClick={(event) => {
        event.stopPropagation();
        onPin();
      }}
    >
      <SafeText text={view.entity} />
    </button>
  );
  if (isPinned) return name;
  return (
    <Tooltip content={renderDelta} interactive placement="bottom-start">
      {name}
    </Tooltip>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  name: css({
    background: 'none',
    border: 'none',
    padding: 0,
    font: 'inherit',
    color: theme.colors.text.link,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    maxWidth: '100%',
  }),
  popover: css({ maxHeight: '50vh', overflow: 'auto' }),
});

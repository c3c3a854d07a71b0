import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { SafeText } from '../../../components/SafeText.tsx';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { isFiltered, NO_FILTERS, toAppliedFilters } from '../conversation-filters.ts';
import type { ConversationFilters } from '../url-state.ts';

interface AppliedFiltersProps {
  readonly filters: ConversationFilters;
  readonly onChange: (change: Partial<ConversationFilters>) => void;
}

/** What is applied, each part with a way to remove it, and a way to remove all. */
export function AppliedFilters({ filters, onChange }: AppliedFiltersProps) {
  const styles = useStyles2(getStyles);
  if (!isFiltered(filters)) return null;
  return (
    <div role="group" aria-label="Applied filters" className={styles.chips}>
      {toAppliedFilters(filters).map(({ label, without }) => (
        <Button
          key={label}
          size="sm"
          variant="secondary"
          icon="times"
          iconPlacement="right"
          aria-label={`Remove filter ${toVisibleText(label)}`}
          onClick={() => onChange(without)}
        >
          <span className={styles.label}>
            <SafeText text={label} />
          </span>
        </Button>
      ))}
      <Button size="sm" variant="secondary" fill="text" onClick={() => onChange(NO_FILTERS)}>
        Clear all
      </Button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  chips: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginBottom: theme.spacing(1) }),
  label: css({ maxWidth: '40ch', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
});

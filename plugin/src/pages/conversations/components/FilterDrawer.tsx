import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Drawer, useStyles2 } from '@grafana/ui';
import { useState, type FormEvent } from 'react';
import { NO_FILTERS } from '../conversation-filters.ts';
import type { ConversationFilters, ConversationsState } from '../url-state.ts';
import { useTurnChoices } from '../useTurnChoices.ts';
import { FilterFields } from './FilterFields.tsx';

interface FilterDrawerProps {
  readonly state: ConversationsState;
  readonly onApply: (filters: ConversationFilters) => void;
  readonly onClose: () => void;
}

/** All filters but those above the list; nothing is applied before the button says so. */
export function FilterDrawer({ state, onApply, onClose }: FilterDrawerProps) {
  const styles = useStyles2(getStyles);
  const [draft, setDraft] = useState<ConversationFilters>(state);
  const choices = useTurnChoices(state);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    onApply(trimTexts(draft));
  };
  const { env, bot, q } = draft;
  return (
    <Drawer title="Filters" subtitle="All that is set here applies together" size="sm" onClose={onClose}>
      <form className={styles.form} onSubmit={apply}>
        <FilterFields
          filters={draft}
          choices={choices}
          onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
        />
        <div className={styles.actions}>
          <Button type="submit">Apply filter</Button>
          <Button type="button" variant="secondary" onClick={() => setDraft({ ...NO_FILTERS, env, bot, q })}>
            Reset
          </Button>
          <Button type="button" variant="secondary" fill="text" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Drawer>
  );
}

/** Typed texts without space around them: pasted ids often bring some. */
function trimTexts(filters: ConversationFilters): ConversationFilters {
  const trim = (text: string | undefined) => text?.trim() || undefined;
  return { ...filters, user: trim(filters.user), uid: trim(filters.uid), text: trim(filters.text) };
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
  actions: css({
    position: 'sticky',
    bottom: 0,
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 0),
    background: theme.colors.background.primary,
    borderTop: `1px solid ${theme.colors.border.weak}`,
  }),
});

import { Button } from '@grafana/ui';
import type { ReactNode } from 'react';
import { ChoicesSelect } from '../../../components/ChoicesSelect.tsx';
import { FilterBar } from '../../../components/FilterBar.tsx';
import { SearchBox } from '../../../components/SearchBox.tsx';
import { TogglePill } from '../../../components/TogglePill.tsx';
import { usePageChoices } from '../../../lib/usePageChoices.ts';
import { toAppliedFilters } from '../conversation-filters.ts';
import type { ConversationFilters } from '../url-state.ts';

interface ConversationFilterBarProps {
  readonly filters: ConversationFilters;
  readonly onChange: (change: Partial<ConversationFilters>) => void;
  readonly onOpenFilters: () => void;
  /** At the end of the bar. */
  readonly end: ReactNode;
}

/** Search, place and what takes one click; the rest is in the drawer. */
export function ConversationFilterBar(props: ConversationFilterBarProps) {
  const { filters, onChange, onOpenFilters, end } = props;
  const { environments, bots, isLoading } = usePageChoices('records');
  const count = toAppliedFilters({ ...filters, env: [], bot: [] }).length;
  const isFlagged = filters.flagged === 'yes';
  return (
    <FilterBar end={end}>
      <SearchBox
        value={filters.q}
        onSearch={(q) => onChange({ q })}
        placeholder="Search UID, user or text …"
        width={29}
      />
      <ChoicesSelect
        label="Environment"
        allLabel="All environments"
        minWidth={21}
        choices={environments}
        isLoading={isLoading}
        values={filters.env}
        onChange={(env) => onChange({ env })}
      />
      <ChoicesSelect
        label="Bot"
        allLabel="All bots"
        minWidth={14}
        choices={bots}
        isLoading={isLoading}
        values={filters.bot}
        onChange={(bot) => onChange({ bot })}
      />
      <Button variant="secondary" icon="filter" onClick={onOpenFilters}>
        {count === 0 ? 'Filters' : `Filters (${count})`}
      </Button>
      <TogglePill
        label="⚑ Flagged"
        isOn={isFlagged}
        onToggle={() => onChange({ flagged: isFlagged ? 'any' : 'yes' })}
      />
      <TogglePill label="✗ Errors" isOn={filters.errors} onToggle={() => onChange({ errors: !filters.errors })} />
      <TogglePill label="Failed calls" isOn={filters.calls} onToggle={() => onChange({ calls: !filters.calls })} />
    </FilterBar>
  );
}

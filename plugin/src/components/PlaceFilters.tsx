import type { LokiArea } from '@botscope/records';
import { usePageChoices } from '../lib/usePageChoices.ts';
import { ChoiceSelect } from './ChoiceSelect.tsx';

/** Where records come from, as a page's address says it. */
interface Place {
  readonly env: string | undefined;
  readonly bot: string | undefined;
}

interface PlaceFiltersProps {
  /** Whose environments and bots are offered. */
  readonly area: LokiArea;
  readonly place: Place;
  readonly onChange: (change: Partial<Place>) => void;
}

/** Environment and bot, the two filters of every list. */
export function PlaceFilters({ area, place, onChange }: PlaceFiltersProps) {
  const { environments, bots, isLoading } = usePageChoices(area);
  return (
    <>
      <ChoiceSelect
        label="Environment"
        allLabel="All environments"
        choices={environments}
        isLoading={isLoading}
        value={place.env}
        onChange={(env) => onChange({ env })}
      />
      <ChoiceSelect
        label="Bot"
        allLabel="All bots"
        choices={bots}
        isLoading={isLoading}
        value={place.bot}
        onChange={(bot) => onChange({ bot })}
      />
    </>
  );
}

import { Text } from '@grafana/ui';
import { toDisplayError } from '../../../lib/display-error.ts';
import type { UrlStateHandle } from '../../../lib/useUrlState.ts';
import { exceedsTurns } from '../conversation-filters.ts';
import type { ConversationsState } from '../url-state.ts';
import { useTurnHistogram } from '../useTurnHistogram.ts';
import { TurnHistogram } from './TurnHistogram.tsx';

/** The histogram above the list. The list stands without it, so a failure takes one line. */
export function ErrorHistogram({ url: { state, push } }: { readonly url: UrlStateHandle<ConversationsState> }) {
  const { data, error, isShown } = useTurnHistogram(state);
  if (!isShown) return null;
  if (error !== undefined) {
    return (
      <Text element="p" color="secondary" variant="bodySmall">
        Turns with errors could not be counted: {toDisplayError(error).title}.
      </Text>
    );
  }
  return (
    <TurnHistogram
      bars={data ?? []}
      countsMore={exceedsTurns(state)}
      onPick={({ fromMillis, toMillis }) => push({ from: String(fromMillis), to: String(toMillis) })}
    />
  );
}

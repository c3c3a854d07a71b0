import { readTurnHistogram } from '@botscope/records';
import { toRecordRange } from '../../lib/record-range.ts';
import { useServices } from '../../lib/services.ts';
import { endsNow } from '../../lib/time-range.ts';
import { usePolling } from '../../lib/usePolling.ts';
import { useQuery } from '../../lib/useQuery.ts';
import { useRecordStore } from '../../lib/useRecordStore.ts';
import { pickFilters, toTurnFilter } from './conversation-filters.ts';
import type { ConversationsState } from './url-state.ts';

const REFRESH_MILLIS = 30_000;

/** Turns of the list's range by time. Not asked for with flagged conversations, which come from all times. */
export function useTurnHistogram(state: ConversationsState) {
  const { nowMillis, timeZone } = useServices();
  const { client, contexts } = useRecordStore();
  const { from, to, refresh } = state;
  const filter = toTurnFilter(pickFilters(state));
  const isShown = state.flagged !== 'yes';
  const query = useQuery(isShown ? JSON.stringify([filter, from, to]) : undefined, async (signal) => {
    const context = await contexts.of('records');
    return readTurnHistogram({
      client,
      filter,
      range: toRecordRange({ from, to }, nowMillis(), timeZone),
      context,
      signal,
    });
  });
  usePolling(query.reload, isShown && refresh !== '' && endsNow({ from, to }) ? REFRESH_MILLIS : 0);
  return { ...query, isShown };
}

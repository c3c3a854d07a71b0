import { readFlows, type FlowRow } from '@botscope/records';
import { rangeUtil } from '@grafana/data';
import { toRecordRange } from '../../lib/record-range.ts';
import { useServices } from '../../lib/services.ts';
import { usePolling } from '../../lib/usePolling.ts';
import { useQuery, type QueryResult } from '../../lib/useQuery.ts';
import { useRecordStore } from '../../lib/useRecordStore.ts';
import type { FlowsState } from './url-state.ts';

/** The flows of a state of the address, kept up to date. */
export function useFlows({ env, bot, from, to, refresh }: FlowsState): QueryResult<readonly FlowRow[]> {
  const { nowMillis, timeZone } = useServices();
  const { client, contexts } = useRecordStore();
  const query = useQuery(JSON.stringify([env, bot, from, to]), async (signal) =>
    readFlows({
      client,
      signal,
      filter: { ...(env === undefined ? {} : { environment: env }), ...(bot === undefined ? {} : { bot }) },
      range: toRecordRange({ from, to }, nowMillis(), timeZone),
      context: await contexts.of('records'),
    }),
  );
  usePolling(query.reload, refresh === '' ? 0 : rangeUtil.intervalToMs(refresh));
  return query;
}

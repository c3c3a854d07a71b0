import { readFlowSteps, type FlowKey, type FlowSteps } from '@botscope/records';
import { toRecordRange } from '../../lib/record-range.ts';
import { useServices } from '../../lib/services.ts';
import type { TimeBounds } from '../../lib/time-range.ts';
import { useQuery, type QueryResult } from '../../lib/useQuery.ts';
import { useRecordStore } from '../../lib/useRecordStore.ts';

/** The steps of a flow. */
export function useFlowSteps(key: FlowKey, { from, to }: TimeBounds): QueryResult<FlowSteps> {
  const { nowMillis, timeZone } = useServices();
  const { client, contexts } = useRecordStore();
  return useQuery(JSON.stringify([key, from, to]), async (signal) =>
    readFlowSteps({
      ...{ client, key, signal },
      range: toRecordRange({ from, to }, nowMillis(), timeZone),
      context: await contexts.of('records'),
    }),
  );
}

import { buildApiCallQueries, buildRecordByUidQuery, createPager, toUnixNano } from '@botscope/records';
import { rangeUtil } from '@grafana/data';
import { useMemo } from 'react';
import { toRecordRange } from '../../lib/record-range.ts';
import { openLater } from '../../lib/later-pager.ts';
import { useServices } from '../../lib/services.ts';
import { endsNow, resolveTimeWindow } from '../../lib/time-range.ts';
import { usePagedRows } from '../../lib/usePagedRows.ts';
import { usePolling } from '../../lib/usePolling.ts';
import { useQuery } from '../../lib/useQuery.ts';
import { useRecordStore } from '../../lib/useRecordStore.ts';
import { CALL_LOG_DAYS, limitWindow } from './call-window.ts';
import type { ApiCallsState } from './url-state.ts';
import { CALL_ORDER, isCallRecord, toCallFilter, toCallRow, type CallRecord } from './view-model.ts';

const PAGE_SIZE = 100;
const DAY_MILLIS = 86_400_000;

/** The list of a state of the address, kept up to date. */
export function useApiCalls(state: ApiCallsState) {
  const { settings, nowMillis, timeZone } = useServices();
  const { client, contexts } = useRecordStore();
  const { env, bot, q, status, from, to, refresh } = state;
  const filter = toCallFilter(state, settings.hideUnreachable);
  const { isLimited } = limitWindow(resolveTimeWindow({ from, to }, nowMillis(), timeZone), nowMillis());
  const paged = usePagedRows<CallRecord>(
    JSON.stringify([env, bot, q, status, from, to]),
    () => {
      const oldest = toUnixNano(nowMillis() - CALL_LOG_DAYS * DAY_MILLIS);
      const range = toRecordRange({ from, to }, nowMillis(), timeZone);
      const startUnixNano = range.startUnixNano > oldest ? range.startUnixNano : oldest;
      const endUnixNano = range.endUnixNano > startUnixNano ? range.endUnixNano : startUnixNano;
      const pager = openLater(async () =>
        createPager({
          client,
          queries: buildApiCallQueries(filter, await contexts.of('api-calls')),
          range: { startUnixNano, endUnixNano },
          pageSize: PAGE_SIZE,
        }),
      );
      return {
        nextPage: async (signal) => {
          const { records, done } = await pager.nextPage(signal);
          return { rows: records.filter(isCallRecord), done };
        },
      };
    },
    CALL_ORDER,
  );
  usePolling(paged.refresh, refresh !== 'off' && endsNow({ from, to }) ? rangeUtil.intervalToMs(refresh) : 0);
  const { bots } = settings;
  const rows = useMemo(() => paged.rows.map((record) => toCallRow(record, bots)), [paged.rows, bots]);
  return { ...paged, rows, isLimited };
}

/** The call of a uid, among the rows or asked for by itself. `undefined` as data = there is none. */
export function useSelectedCall(uid: string | undefined, rows: readonly { readonly record: CallRecord }[]) {
  const { nowMillis, settings } = useServices();
  const { client, contexts } = useRecordStore();
  const listed = rows.find(({ record }) => record.uid === uid)?.record;
  const asked = useQuery(uid === undefined || listed ? undefined : uid, async (signal) => {
    const range = {
      startUnixNano: toUnixNano(nowMillis() - CALL_LOG_DAYS * DAY_MILLIS),
      endUnixNano: toUnixNano(nowMillis() + DAY_MILLIS),
    };
    const pager = createPager({
      client,
      queries: [buildRecordByUidQuery('api-calls', uid ?? '', await contexts.of('api-calls'))],
      range,
      pageSize: 1,
    });
    const { records } = await pager.nextPage(signal);
    return records.find(isCallRecord);
  });
  const record = listed ?? (asked.isStale ? undefined : asked.data);
  const view = useMemo(() => (record ? toCallRow(record, settings.bots) : undefined), [record, settings.bots]);
  return { view, isLoading: !listed && asked.isLoading, error: listed ? undefined : asked.error, reload: asked.reload };
}

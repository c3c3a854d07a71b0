import { buildTurnHistogramQuery, createConversationPager, toUnixNano, type ConversationRow } from '@botscope/records';
import { rangeUtil } from '@grafana/data';
import { useCallback, useMemo, useRef, useState } from 'react';
import { openLater } from '../../lib/later-pager.ts';
import { createNewsProbe } from '../../lib/news-probe.ts';
import { toRecordRange } from '../../lib/record-range.ts';
import { useServices } from '../../lib/services.ts';
import { endsNow } from '../../lib/time-range.ts';
import { useFlags } from '../../lib/useFlags.ts';
import { usePagedRows } from '../../lib/usePagedRows.ts';
import { usePolling } from '../../lib/usePolling.ts';
import { useRecordStore } from '../../lib/useRecordStore.ts';
import { useSidecar } from '../../lib/useSidecar.ts';
import { pickFilters, toFilter } from './conversation-filters.ts';
import type { ConversationsState } from './url-state.ts';
import { CONVERSATION_ORDER, toRowView } from './view-model.ts';
import { toWithheld, type Withheld } from './withheld.ts';

const PAGE_SIZE = 50;
/** An interval promises that what happens is shown within it, so news are asked for earlier: answers take time as well. */
const NEWS_SHARE = 0.5;
/** Statuses change with time alone, so the newest page is read again at least so often. */
const WHOLE_REFRESH_MILLIS = 30_000;

/** The list of a state of the address, kept up to date. */
export function useConversations(state: ConversationsState) {
  const { settings, nowMillis, timeZone } = useServices();
  const { client, contexts } = useRecordStore();
  const sidecar = useSidecar();
  const flags = useFlags();
  const { from, to, refresh } = state;
  const filterKey = JSON.stringify(pickFilters(state));
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the key says all that the filter is made of
  const filter = useMemo(() => toFilter(pickFilters(state)), [filterKey]);
  const key = JSON.stringify([filterKey, from, to]);
  const [withheld, setWithheld] = useState<Withheld & { readonly key: string }>();

  const createPager = () => {
    const [range, nowUnixNano] = [toRecordRange({ from, to }, nowMillis(), timeZone), toUnixNano(nowMillis())];
    const pager = openLater(async () =>
      createConversationPager({
        client,
        filter,
        range,
        pageSize: PAGE_SIZE,
        showsEarly: true,
        nowUnixNano,
        idleMinutes: settings.conversationIdleMinutes,
        productionDelayMinutes: settings.productionDelayMinutes,
        // Asked for anew with each list, so that a flag of a moment ago counts.
        flags: filter.flagged === undefined ? [] : await sidecar.listFlags(),
        context: await contexts.of('records'),
      }),
    );
    return {
      nextPage: async (signal: AbortSignal) => {
        const page = await pager.nextPage(signal);
        setWithheld({ key, ...toWithheld(page, settings, nowUnixNano) });
        return page;
      },
    };
  };
  const paged = usePagedRows<ConversationRow>(key, createPager, CONVERSATION_ORDER);

  const isLive = refresh !== '' && endsNow({ from, to });
  const probe = useMemo(() => createNewsProbe(client, nowMillis), [client, nowMillis]);
  const last = useRef({ whole: 0, probe: nowMillis() });
  const { refresh: refreshRows } = paged;
  const refreshWhole = useCallback(async () => {
    last.current.whole = nowMillis();
    await refreshRows();
  }, [nowMillis, refreshRows]);
  const tick = async () => {
    const since = last.current.probe;
    last.current.probe = nowMillis();
    const isDue = nowMillis() - last.current.whole >= WHOLE_REFRESH_MILLIS;
    const query = buildTurnHistogramQuery(filter, await contexts.of('records'));
    if ((await probe.hasNews(query, since)) || isDue) await refreshWhole();
  };
  usePolling(tick, isLive ? rangeUtil.intervalToMs(refresh) * NEWS_SHARE : 0);

  const dependsOnFlags = filter.flagged !== undefined;
  /** Flags whose changes are seen in the list at once where it depends on them. */
  const listedFlags = useMemo((): typeof flags => {
    const afterChange = async () => {
      if (dependsOnFlags) await refreshWhole();
    };
    return {
      ...flags,
      set: (...change) => flags.set(...change).finally(afterChange),
      remove: (...change) => flags.remove(...change).finally(afterChange),
    };
  }, [flags, dependsOnFlags, refreshWhole]);

  const { bots } = settings;
  const rows = useMemo(() => paged.rows.map((row) => toRowView(row, bots)), [paged.rows, bots]);
  return {
    ...paged,
    rows,
    flags: listedFlags,
    withheld: withheld?.key === key ? withheld : undefined,
    refresh: refreshWhole,
  };
}

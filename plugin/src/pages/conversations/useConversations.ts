import { buildTurnHistogramQuery, createConversationPager, toUnixNano, type ConversationRow } from '@botscope/records';
import { rangeUtil } from '@grafana/data';
import { useMemo, useRef } from 'react';
import { createNewsProbe } from '../../lib/news-probe.ts';
import { toRecordRange } from '../../lib/record-range.ts';
import { useServices } from '../../lib/services.ts';
import { endsNow } from '../../lib/time-range.ts';
import { useFlags } from '../../lib/useFlags.ts';
import { useLoki } from '../../lib/useLoki.ts';
import { usePagedRows } from '../../lib/usePagedRows.ts';
import { usePolling } from '../../lib/usePolling.ts';
import type { ConversationsState } from './url-state.ts';
import { CONVERSATION_ORDER, toFilter, toRowView } from './view-model.ts';

const PAGE_SIZE = 50;
/** An interval promises that what happens is shown within it, so news are asked for earlier: answers take time as well. */
const NEWS_SHARE = 0.5;
/** Statuses change with time alone, so the newest page is read again at least so often. */
const WHOLE_REFRESH_MILLIS = 30_000;

/** The list of a state of the address, kept up to date. */
export function useConversations(state: ConversationsState) {
  const { settings, nowMillis, timeZone } = useServices();
  const loki = useLoki();
  const flags = useFlags();
  const { env, bot, q, errors, from, to, refresh } = state;
  const filter = useMemo(
    () => toFilter({ env, bot, q, errors, from, to, refresh }),
    [env, bot, q, errors, from, to, refresh],
  );
  const resolveRange = () => toRecordRange({ from, to }, nowMillis(), timeZone);

  const paged = usePagedRows<ConversationRow>(
    JSON.stringify([env, bot, q, errors, from, to]),
    () => {
      const pager = createConversationPager({
        client: loki,
        filter,
        range: resolveRange(),
        pageSize: PAGE_SIZE,
        nowUnixNano: toUnixNano(nowMillis()),
        idleMinutes: settings.conversationIdleMinutes,
        productionDelayMinutes: settings.productionDelayMinutes,
      });
      return { nextPage: (signal) => pager.nextPage(signal) };
    },
    CONVERSATION_ORDER,
  );

  const isLive = refresh !== '' && endsNow({ from, to });
  const probe = useMemo(() => createNewsProbe(loki, nowMillis), [loki, nowMillis]);
  const last = useRef({ whole: 0, probe: nowMillis() });
  const refreshWhole = async () => {
    last.current.whole = nowMillis();
    await paged.refresh();
  };
  const tick = async () => {
    const since = last.current.probe;
    last.current.probe = nowMillis();
    const isDue = nowMillis() - last.current.whole >= WHOLE_REFRESH_MILLIS;
    if ((await probe.hasNews(buildTurnHistogramQuery(filter), since)) || isDue) await refreshWhole();
  };
  usePolling(tick, isLive ? rangeUtil.intervalToMs(refresh) * NEWS_SHARE : 0);

  const { bots } = settings;
  const rows = useMemo(() => paged.rows.map((row) => toRowView(row, bots)), [paged.rows, bots]);
  return { ...paged, rows, flags, refresh: refreshWhole };
}

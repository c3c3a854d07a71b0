import { buildTurnHistogramQuery, createConversationPager, toUnixNano, type ConversationRow } from '@botscope/records';
import { rangeUtil } from '@grafana/data';
import { useCallback, useMemo, useRef } from 'react';
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
  const newest = paged.rows[0]?.lastActivityUnixNano;
  const lastWhole = useRef(0);
  const refreshWhole = useCallback(async () => {
    lastWhole.current = nowMillis();
    await paged.refresh();
  }, [nowMillis, paged]);
  const tick = async () => {
    if (nowMillis() - lastWhole.current >= WHOLE_REFRESH_MILLIS) return refreshWhole();
    const { logql, area } = buildTurnHistogramQuery(filter);
    const range = resolveRange();
    const since = newest === undefined ? range.startUnixNano : newest + 1n;
    if (since >= range.endUnixNano) return;
    const news = await loki.queryEntries({
      area,
      logql,
      startUnixNano: since,
      endUnixNano: range.endUnixNano,
      limit: 1,
    });
    if (news.length > 0) await refreshWhole();
  };
  usePolling(tick, isLive ? rangeUtil.intervalToMs(refresh) : 0);

  const { bots } = settings;
  const rows = useMemo(() => paged.rows.map((row) => toRowView(row, bots)), [paged.rows, bots]);
  return { ...paged, rows, flags, refresh: refreshWhole };
}

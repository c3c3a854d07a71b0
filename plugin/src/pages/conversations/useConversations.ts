import { buildTurnHistogramQuery, createConversationPager, toUnixNano, type ConversationRow } from '@botscope/records';
import { rangeUtil } from '@grafana/data';
import { useMemo, useRef } from 'react';
import { openLater } from '../../lib/later-pager.ts';
import { createNewsProbe } from '../../lib/news-probe.ts';
import { toRecordRange } from '../../lib/record-range.ts';
import { useServices } from '../../lib/services.ts';
import { endsNow } from '../../lib/time-range.ts';
import { useFlags } from '../../lib/useFlags.ts';
import { usePagedRows } from '../../lib/usePagedRows.ts';
import { usePolling } from '../../lib/usePolling.ts';
import { useRecordStore } from '../../lib/useRecordStore.ts';
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
  const { client, contexts } = useRecordStore();
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
      const [range, nowUnixNano] = [resolveRange(), toUnixNano(nowMillis())];
      return openLater(async () =>
        createConversationPager({
          client,
          filter,
          range,
          pageSize: PAGE_SIZE,
          nowUnixNano,
          idleMinutes: settings.conversationIdleMinutes,
          productionDelayMinutes: settings.productionDelayMinutes,
          context: await contexts.of('records'),
        }),
      );
    },
    CONVERSATION_ORDER,
  );

  const isLive = refresh !== '' && endsNow({ from, to });
  const probe = useMemo(() => createNewsProbe(client, nowMillis), [client, nowMillis]);
  const last = useRef({ whole: 0, probe: nowMillis() });
  const refreshWhole = async () => {
    last.current.whole = nowMillis();
    await paged.refresh();
  };
  const tick = async () => {
    const since = last.current.probe;
    last.current.probe = nowMillis();
    const isDue = nowMillis() - last.current.whole >= WHOLE_REFRESH_MILLIS;
    const query = buildTurnHistogramQuery(filter, await contexts.of('records'));
    if ((await probe.hasNews(query, since)) || isDue) await refreshWhole();
  };
  usePolling(tick, isLive ? rangeUtil.intervalToMs(refresh) * NEWS_SHARE : 0);

  const { bots } = settings;
  const rows = useMemo(() => paged.rows.map((row) => toRowView(row, bots)), [paged.rows, bots]);
  return { ...paged, rows, flags, refresh: refreshWhole };
}

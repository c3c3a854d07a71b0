import { createConversationPager, toUnixNano, type ConversationRow } from '@botscope/records';
import { usePolling } from '../../lib/usePolling.ts';
import { useQuery } from '../../lib/useQuery.ts';
import { useRecordStore } from '../../lib/useRecordStore.ts';
import { useServices } from '../../lib/services.ts';
import type { LiveState } from './url-state.ts';

const MOST_CONVERSATIONS = 20;
const BACK_MILLIS = 24 * 3_600_000;
const CLOCK_LEEWAY_MILLIS = 60_000;
const REFRESH_MILLIS = 5_000;

/** The newest conversations of a bot and environment, the latest activity first; kept up to date. */
export function useRecentConversations({ bot, env }: Pick<LiveState, 'bot' | 'env'>): readonly ConversationRow[] {
  const { nowMillis, settings } = useServices();
  const { client, contexts } = useRecordStore();
  const { data, isStale, reload } = useQuery(JSON.stringify([bot, env]), async (signal) => {
    const now = nowMillis();
    const pager = createConversationPager({
      ...{ client, pageSize: MOST_CONVERSATIONS, nowUnixNano: toUnixNano(now), context: await contexts.of('records') },
      filter: { ...(bot === undefined ? {} : { bots: [bot] }), ...(env === undefined ? {} : { environments: [env] }) },
      range: { startUnixNano: toUnixNano(now - BACK_MILLIS), endUnixNano: toUnixNano(now + CLOCK_LEEWAY_MILLIS) },
      idleMinutes: settings.conversationIdleMinutes,
      // The delay is for the list of conversations that are over; here those that go on are looked for.
      productionDelayMinutes: 0,
    });
    return (await pager.nextPage(signal)).rows;
  });
  usePolling(reload, REFRESH_MILLIS);
  return isStale || !data ? [] : data;
}

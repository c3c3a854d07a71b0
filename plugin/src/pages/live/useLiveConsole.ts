import {
  buildLiveQuery,
  createRecordWindow,
  toUnixMillis,
  type BotRecord,
  type RecordWindow,
  type RecordWindowView,
} from '@botscope/records';
import { rangeUtil } from '@grafana/data';
import { useCallback, useEffect, useState } from 'react';
import { startLiveFeed, type FeedState } from '../../lib/live-feed.ts';
import { useServices } from '../../lib/services.ts';
import { useRecordStore } from '../../lib/useRecordStore.ts';
import type { LiveState, Pace } from './url-state.ts';

/** Lines that the console keeps. */
export const MOST_LINES = 5_000;
/** Of one conversation, a day back; of all of them, their newest minutes. */
const CONVERSATION_MILLIS = 24 * 3_600_000;
const ALL_MILLIS = 15 * 60_000;

/** The console's records and how they keep up. */
export interface LiveConsole extends RecordWindowView {
  readonly feed: FeedState;
  /** Time from the newest record's writing to its display; absent before one came. */
  readonly behindMillis: number | undefined;
  /** Nothing has been read yet. */
  readonly isLoading: boolean;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly clear: () => void;
  /** Reads everything again, what was cleared as well. */
  readonly reload: () => void;
}

/** What is known since the console began to follow an address. */
interface Session {
  readonly key: string;
  readonly window: RecordWindow;
  readonly view: RecordWindowView;
  readonly feed: FeedState;
  readonly newestMillis?: number;
  readonly behindMillis?: number;
}

function beginSession(key: string): Session {
  const window = createRecordWindow(MOST_LINES);
  return { key, window, view: window.view(), feed: { way: 'connecting', isCut: false } };
}

/** Follows the records of an address. */
export function useLiveConsole({ bot, env, uid, refresh }: LiveState): LiveConsole {
  const { openTail, nowMillis } = useServices();
  const { client, contexts } = useRecordStore();
  const [reloadCount, setReloadCount] = useState(0);
  const key = JSON.stringify([bot, env, uid, refresh, reloadCount]);
  const [session, setSession] = useState(() => beginSession(key));
  if (session.key !== key) setSession(beginSession(key));
  const { window, newestMillis, view, feed } = session;
  const update = useCallback(
    (change: Partial<Session>) =>
      setSession((before) => (before.window === window ? { ...before, ...change } : before)),
    [window],
  );

  useEffect(() => {
    const running = startLiveFeed({
      ...{ client, openTail, nowMillis, pace: toPace(refresh), maxRecords: MOST_LINES },
      sinceMillis: nowMillis() - (uid === undefined ? ALL_MILLIS : CONVERSATION_MILLIS),
      buildQuery: async () => buildLiveQuery(toAddress({ bot, env, uid }), await contexts.of('records')),
      onState: (state) => update({ feed: state }),
      onRecords: (records, isNews) => {
        const fresh = window.add(records);
        const isDisplayed = isNews && fresh.length > 0 && !window.view().isPaused;
        update({ view: window.view(), ...(isDisplayed ? { newestMillis: toNewestMillis(fresh) } : {}) });
      },
    });
    return () => running.stop();
  }, [client, contexts, openTail, nowMillis, update, window, bot, env, uid, refresh]);

  useEffect(() => {
    if (newestMillis === undefined) return undefined;
    // After the next paint: that is when a person can see it.
    const frame = requestAnimationFrame(() => update({ behindMillis: Math.max(0, nowMillis() - newestMillis) }));
    return () => cancelAnimationFrame(frame);
  }, [newestMillis, nowMillis, update]);

  const change = (action: () => void) => () => {
    action();
    update({ view: window.view() });
  };
  return {
    ...view,
    feed,
    behindMillis: session.behindMillis,
    isLoading: feed.readAtMillis === undefined && feed.error === undefined,
    pause: change(() => window.pause()),
    resume: change(() => window.resume()),
    clear: change(() => window.clear()),
    reload: useCallback(() => setReloadCount((count) => count + 1), []),
  };
}

function toPace(refresh: Pace): 'live' | number {
  if (refresh === 'LIVE') return 'live';
  return refresh === '' ? 0 : rangeUtil.intervalToMs(refresh);
}

function toAddress({ bot, env, uid }: Pick<LiveState, 'bot' | 'env' | 'uid'>) {
  return {
    ...(bot === undefined ? {} : { bot }),
    ...(env === undefined ? {} : { environment: env }),
    ...(uid === undefined ? {} : { uid }),
  };
}

function toNewestMillis(records: readonly BotRecord[]): number {
  return Math.max(...records.map(({ timestampUnixNano }) => toUnixMillis(timestampUnixNano)));
}

import {
  buildConversationQuery,
  collectRecords,
  createConversationAssembler,
  findConversationKeys,
  toUnixMillis,
  toUnixNano,
  type BotRecord,
  type Conversation,
  type ConversationKey,
} from '@botscope/records';
import { useMemo, useState } from 'react';
import { useServices } from '../../lib/services.ts';
import { useNow } from '../../lib/useNow.ts';
import { usePolling } from '../../lib/usePolling.ts';
import { useQuery } from '../../lib/useQuery.ts';
import { useRecordStore } from '../../lib/useRecordStore.ts';
import { toPinnedRange, toSearchRange } from './search-range.ts';
import type { ConversationState } from './url-state.ts';
import { useGrowingRecords } from './useGrowingRecords.ts';
import { toWholeTurns } from './whole-turns.ts';

const MINUTE_MILLIS = 60_000;
const LIVE_MILLIS = 1_000;
const RESTING_MILLIS = 15_000;
/** Records of a bot come in this late without anything being wrong, so that far back is asked again. */
const LATENESS_MILLIS = 10_000;
/** Longer than anything that time alone decides about a conversation after it went idle. */
const REST_MILLIS = 60_000;
const NO_CHOICES: readonly ConversationKey[] = [];

/** What became of the turns older than those that are shown: all are, they are being read, or that failed. */
export type OlderTurns = 'shown' | 'reading' | 'failed';

/** A conversation as its page knows it. */
export interface ConversationResult {
  /** Absent while nothing is known, and when nothing is stored. */
  readonly conversation: Conversation | undefined;
  /** Of a long one the newest turns are there first; the others come by themselves. */
  readonly olderTurns: OlderTurns;
  /** The conversations that are meant when several bots or environments use the UID; else empty. */
  readonly choices: readonly ConversationKey[];
  readonly isLoading: boolean;
  readonly error: unknown;
  /** There is more than the page reads. */
  readonly isCut: boolean;
  readonly reload: () => Promise<void>;
}

/** Reads a conversation, then what is added to it while it is open. */
export function useConversation(
  state: Pick<ConversationState, 'bot' | 'env' | 'uid' | 'from' | 'to'>,
): ConversationResult {
  const { nowMillis, settings } = useServices();
  const { conversationIdleMinutes } = settings;
  const now = useNow();
  const { client, contexts } = useRecordStore();
  const { bot, env, uid, from, to } = state;
  const buildQuery = async (conversation: string) => {
    const address = { uid: conversation, ...(bot ? { bot } : {}), ...(env ? { environment: env } : {}) };
    return buildConversationQuery(address, await contexts.of('records'));
  };
  const key = uid === undefined ? undefined : JSON.stringify([bot, env, uid, from, to]);

  const [part, setPart] = useState<{ readonly key: string | undefined; readonly records: readonly BotRecord[] }>();
  const { data, isLoading, isStale, error, reload } = useQuery(key, async (signal) => {
    if (uid === undefined) return undefined;
    const queries = [await buildQuery(uid)];
    const range = toSearchRange({ from, to }, nowMillis());
    const onPart = (newest: readonly BotRecord[]) => {
      if (!signal.aborted) setPart({ key, records: toWholeTurns(newest) });
    };
    const found = await collectRecords({ client, queries, range, signal, onPart });
    if (found.records.length > 0 || from !== undefined) return found;
    return collectRecords({ client, queries, range: toPinnedRange(nowMillis()), signal });
  });
  const whole = isStale ? undefined : data;
  const first = whole ?? (part?.key === key ? part : undefined);
  const { records, add } = useGrowingRecords(first?.records);
  const newest = useMemo(() => newestMillis(records), [records]);

  const choices = useMemo(() => {
    const keys = findConversationKeys(records);
    return keys.length > 1 ? keys : NO_CHOICES;
  }, [records]);
  // Time changes nothing about a conversation that has rested long enough, so it is not assembled again then.
  const present = Math.min(now, newest + conversationIdleMinutes * MINUTE_MILLIS + REST_MILLIS);
  const [assemble] = useState(createConversationAssembler);
  const conversation = useMemo(() => {
    if (choices.length > 0) return undefined;
    return assemble(records, { nowUnixNano: toUnixNano(present), idleMinutes: conversationIdleMinutes });
  }, [assemble, records, choices, present, conversationIdleMinutes]);

  const readNews = async () => {
    if (uid === undefined || !whole) return;
    const range = toSearchRange({ from, to }, nowMillis());
    const since = toUnixNano(Math.max(0, newest - LATENESS_MILLIS));
    const startUnixNano = since > range.startUnixNano ? since : range.startUnixNano;
    if (startUnixNano >= range.endUnixNano) return;
    const queries = [await buildQuery(uid)];
    const news = await collectRecords({ client, queries, range: { ...range, startUnixNano } });
    add(news.records);
  };
  usePolling(
    readNews,
    key === undefined ? 0 : isOngoing(conversation, now, conversationIdleMinutes) ? LIVE_MILLIS : RESTING_MILLIS,
  );

  return {
    conversation,
    olderTurns: whole || !first ? 'shown' : error === undefined ? 'reading' : 'failed',
    choices,
    isLoading: isLoading && !first,
    error,
    isCut: whole?.complete === false,
    reload,
  };
}

/** Whether more is to be expected at any moment. A failed conversation may go on as well. */
function isOngoing(conversation: Conversation | undefined, now: number, idleMinutes: number): boolean {
  if (!conversation || conversation.ended) return false;
  return now - toUnixMillis(conversation.lastActivityUnixNano) < idleMinutes * MINUTE_MILLIS;
}

function newestMillis(records: readonly BotRecord[]): number {
  return records.reduce((newest, { timestampUnixNano }) => Math.max(newest, toUnixMillis(timestampUnixNano)), 0);
}

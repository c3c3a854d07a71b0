import { retentionDays } from '@botscope/conventions';
import {
  buildApiCallQueries,
  buildConversationQuery,
  createPager,
  toUnixNano,
  type LokiClient,
  type QueryContexts,
  type RecordQuery,
} from '@botscope/records';
import type { Pin, PinProgress } from './pin-store.ts';
import { addOutcome, type PushCopies, type PushOutcome } from './push-copies.ts';
import { createEndWatch } from './watch-end.ts';

/** What copying works with. */
export interface CopyOptions {
  readonly client: LokiClient;
  readonly contexts: QueryContexts;
  readonly push: PushCopies;
}

/** What a pass over a part of a conversation found. */
interface Pass extends PushOutcome {
  /** Milliseconds since the epoch; absent when the part has no record. */
  readonly endMillis?: number;
}

const MINUTE_MILLIS = 60_000;
const DAY_MILLIS = 86_400_000;
const PAGE_SIZE = 500;
/** How far back each pass looks again: longer than a conversation may rest, so that its end is seen. */
const OVERLAP_MILLIS = 40 * MINUTE_MILLIS;
/** A host's clock may be this far ahead, as the store accepts it. */
const AHEAD_MILLIS = 26 * 60 * MINUTE_MILLIS;
const PAUSE_MILLIS = 5_000;
/** From the end of a conversation until all of its records should be stored. */
const SETTLE_MILLIS = 2 * MINUTE_MILLIS;
/** How long records are waited for where there are none. */
const NOTHING_YET_MILLIS = 30 * MINUTE_MILLIS;

/**
 * Copies what is new in a conversation since the pass before; everything in the first pass, and everything once more
 * when it has ended. A record of which a copy is stored is left alone, so that a pass that was broken off is simply done
 * again. Rejects when the store cannot be asked.
 */
export async function copyConversation(
  pin: Pin,
  options: CopyOptions,
  nowMillis: number,
  signal: AbortSignal,
): Promise<PinProgress> {
  const isFirst = pin.copiedUntilMillis === undefined;
  const oldest = nowMillis - retentionDays('bots') * DAY_MILLIS;
  const since = isFirst ? oldest : Math.max(oldest, pin.copiedUntilMillis - OVERLAP_MILLIS);
  const news = await copySince(since, pin, options, nowMillis, signal);
  const endMillis = news.endMillis ?? pin.sinceMillis + NOTHING_YET_MILLIS;
  // The record of the flag itself comes a moment after the flag.
  const hasSettled = nowMillis >= Math.max(endMillis, pin.sinceMillis) + SETTLE_MILLIS;
  const whole = hasSettled && !isFirst ? await copySince(oldest, pin, options, nowMillis, signal) : undefined;
  const { copiedCount, refusedCount, refusal } = whole
    ? { ...whole, copiedCount: news.copiedCount + whole.copiedCount }
    : withKnownRefusals(pin, news);
  return {
    copiedUntilMillis: nowMillis,
    copiedCount: pin.copiedCount + copiedCount,
    refusedCount,
    ...(refusal === undefined ? {} : { refusal }),
    ...(hasSettled ? {} : { nextMillis: nowMillis + PAUSE_MILLIS }),
  };
}

/** A pass over what is new does not see again what was refused further back: it is still refused. */
function withKnownRefusals(pin: Pin, news: PushOutcome): PushOutcome {
  const refusal = news.refusal ?? pin.refusal;
  return {
    copiedCount: news.copiedCount,
    refusedCount: Math.max(pin.refusedCount, news.refusedCount),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

async function copySince(
  startMillis: number,
  pin: Pin,
  { client, contexts, push }: CopyOptions,
  nowMillis: number,
  signal: AbortSignal,
): Promise<Pass> {
  const range = { startUnixNano: toUnixNano(startMillis), endUnixNano: toUnixNano(nowMillis + AHEAD_MILLIS) };
  const queries = await buildQueries(pin, contexts);
  const pager = createPager({ client, queries, range, pageSize: PAGE_SIZE });
  const end = createEndWatch();
  let outcome: PushOutcome = { copiedCount: 0, refusedCount: 0 };
  for (let done = false; !done;) {
    const page = await pager.nextPage(signal);
    page.records.forEach(end.see);
    const missing = page.records.filter(({ pinned }) => !pinned);
    outcome = addOutcome(outcome, await push(missing, signal));
    done = page.done;
  }
  const endMillis = end.endMillis();
  return { ...outcome, ...(endMillis === undefined ? {} : { endMillis }) };
}

async function buildQueries(pin: Pin, contexts: QueryContexts): Promise<readonly RecordQuery[]> {
  const { bot, environment, conversation: uid } = pin;
  const own = buildConversationQuery({ bot, environment, uid }, await contexts.of('records'));
  if (!pin.withCalls) return [own];
  const filter = { bots: [bot], environments: [environment], conversationId: uid };
  return [own, ...buildApiCallQueries(filter, await contexts.of('api-calls'))];
}

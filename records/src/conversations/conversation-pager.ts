import { retentionDays } from '@botscope/conventions';
import { toKeyText } from '../assembly/conversation-key.ts';
import { isActivity } from '../assembly/conversation-status.ts';
import type { ConversationFilter } from '../filters/conversation-filter.ts';
import type { LokiClient } from '../loki/loki-client.ts';
import { createPager, type Pager, type RecordPage } from '../paging/pager.ts';
import type { PagingProgress } from '../paging/paging-progress.ts';
import type { QueryContext } from '../queries/record-query.ts';
import type { BotRecord } from '../record/bot-record.ts';
import { clipTimeRange, toUnixNano, type TimeRange } from '../time-range.ts';
import type { ConversationRow } from './conversation-row.ts';
import { withFailedCalls } from './failed-calls.ts';
import { foldConversations, groupByConversation } from './fold-conversations.ts';
import { isListed } from './is-listed.ts';
import { buildListQueries } from './list-queries.ts';
import type { ListOptions } from './listed-flag.ts';
import { matchesConversation } from './matches-conversation.ts';
import { readOlderRecords } from './older-records.ts';
import { findRestriction } from './restriction.ts';

/** Rows of a page of the list. */
export interface ConversationPage {
  readonly rows: readonly ConversationRow[];
  /** True when nothing older is in the range. */
  readonly done: boolean;
  readonly progress: PagingProgress;
  /** Conversations come by so far that meet the filter and are not listed yet: production ones soon after their end. */
  readonly withheldCount: number;
  /**
   * With `showsEarly`: rows made before their older turns were read, as they are when those have been; rows of pages to
   * come may be among them. Place and key of a row stay. Rejects when a request fails. Absent: the rows are complete.
   */
  readonly completed?: Promise<readonly ConversationRow[]>;
}

/** Pages through conversations, newest activity first. */
export interface ConversationPager {
  /**
   * The next rows: exactly a page unless `done`. Each conversation comes once. Rejects with
   * {@link TooManyConversationsError}; after any rejection it can be called again and goes on where it was. Calls made
   * at the same time are answered one after the other.
   */
  nextPage(signal?: AbortSignal): Promise<ConversationPage>;
}

/** What a conversation pager works on. */
export interface ConversationPagerOptions extends ListOptions {
  readonly client: LokiClient;
  readonly filter: ConversationFilter;
  /** Ignored for `flagged: true`. */
  readonly range: TimeRange;
  /** Default 50. */
  readonly pageSize?: number;
  /** Default 15. */
  readonly productionDelayMinutes?: number;
  readonly context?: QueryContext;
  /** Rows are given before the older turns of their conversations are read, wherever the filter needs none of those. */
  readonly showsEarly?: boolean;
  readonly onProgress?: (progress: PagingProgress) => void;
}

const DEFAULT_PAGE_SIZE = 50;
/** A turn has a message and an end. */
const RECORDS_PER_ROW = 4;
const NANOS_PER_DAY = 86_400_000_000_000n;

/** A pager over the conversations that a filter asks for. */
export function createConversationPager(options: ConversationPagerOptions): ConversationPager {
  const state: ListState = {
    ...{ listed: new Set<string>(), ends: new Map<string, BotRecord[]>(), ready: [] },
    ...{ source: undefined, page: undefined, folded: false, withheldCount: 0, completions: [] },
  };
  let previous: Promise<unknown> = Promise.resolve();
  return {
    nextPage: (signal) => {
      const page = previous.then(() => readPage(options, state, signal));
      previous = page.catch(() => undefined);
      return page;
    },
  };
}

interface ListState {
  /** Keys of the conversations whose row has been made. */
  readonly listed: Set<string>;
  /** Ends of conversations whose activity has not come yet. */
  readonly ends: Map<string, BotRecord[]>;
  /** Rows made and not yet given. */
  readonly ready: ConversationRow[];
  /** Absent until the filter has been resolved. */
  source: RecordSource | undefined;
  /** The newest page of records; a failed request leaves it to be folded again. */
  page: RecordPage | undefined;
  folded: boolean;
  /** Of rows given early; each goes with the next page that is given. */
  readonly completions: Promise<readonly ConversationRow[]>[];
  withheldCount: number;
}

interface RecordSource {
  readonly pager: Pager;
  readonly range: TimeRange;
  /** The only conversations to list, as {@link findRestriction} gives them. */
  readonly uids: ReadonlySet<string> | undefined;
}

async function readPage(
  options: ConversationPagerOptions,
  state: ListState,
  signal?: AbortSignal,
): Promise<ConversationPage> {
  const pageSize = Math.max(1, options.pageSize ?? DEFAULT_PAGE_SIZE);
  const source = (state.source ??= await openSource(options, pageSize, signal));
  let read = (state.page ??= await source.pager.nextPage(signal));
  for (;;) {
    if (!state.folded) {
      const found = await makeRows(options, state, { ...read, source }, signal);
      state.ready.push(...found.rows);
      state.withheldCount += found.withheldCount;
      state.folded = true;
      if (found.completed) state.completions.push(mayFail(takeOver(state, found.completed)));
    }
    if (read.done || state.ready.length >= pageSize) break;
    read = state.page = await source.pager.nextPage(signal);
    state.folded = false;
  }
  const rows = state.ready.splice(0, pageSize);
  const { progress } = read;
  const done = read.done && state.ready.length === 0;
  const page = { rows, done, progress, withheldCount: state.withheldCount };
  const completions = state.completions.splice(0);
  if (completions.length === 0) return page;
  return { ...page, completed: mayFail(Promise.all(completions).then((parts) => parts.flat())) };
}

/** The same promise; that it fails is no news to anybody while nobody waits for it. */
function mayFail<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}

/** Puts completed rows in the places of those that have not been given yet. */
async function takeOver(
  { ready }: ListState,
  completed: Promise<readonly ConversationRow[]>,
): Promise<readonly ConversationRow[]> {
  const rows = await completed;
  const byKey = new Map(rows.map((row) => [toKeyText(row.key), row]));
  for (const [index, row] of ready.entries()) ready[index] = byKey.get(toKeyText(row.key)) ?? row;
  return rows;
}

async function openSource(
  options: ConversationPagerOptions,
  pageSize: number,
  signal?: AbortSignal,
): Promise<RecordSource> {
  const { client, filter, context, flags = [], onProgress } = options;
  const range = toListRange(options);
  const uids = await findRestriction({
    ...{ client, filter, range, flags },
    ...(context ? { context } : {}),
    ...(signal ? { signal } : {}),
  });
  const queries = buildListQueries(filter, uids && [...uids], context);
  const records = { client, queries, range, pageSize: pageSize * RECORDS_PER_ROW };
  return { pager: createPager({ ...records, ...(onProgress ? { onProgress } : {}) }), range, uids };
}

/** Flagged conversations are found whatever range is picked: from as far back as was kept when the first was flagged. */
function toListRange({ filter, range, flags = [], nowUnixNano }: ConversationPagerOptions): TimeRange {
  if (filter.flagged !== true) return range;
  const firstFlag = flags.reduce((first, { at }) => Math.min(first, at), Number.MAX_SAFE_INTEGER);
  const kept = BigInt(retentionDays('bots')) * NANOS_PER_DAY;
  const startUnixNano = flags.length === 0 ? nowUnixNano : toUnixNano(firstFlag) - kept;
  const endUnixNano = range.endUnixNano > nowUnixNano ? range.endUnixNano : nowUnixNano;
  return { startUnixNano, endUnixNano };
}

interface FoldInput {
  readonly records: readonly BotRecord[];
  readonly done: boolean;
  readonly source: RecordSource;
}

interface MadeRows {
  readonly rows: readonly ConversationRow[];
  readonly withheldCount: number;
  readonly completed?: Promise<readonly ConversationRow[]>;
}

async function makeRows(
  options: ConversationPagerOptions,
  state: ListState,
  { records, done, source: { range, uids } }: FoldInput,
  signal?: AbortSignal,
): Promise<MadeRows> {
  const fresh = takeFresh(state, records);
  const known = [...fresh.values()].flat();
  const oldest = records.at(-1)?.timestampUnixNano;
  const fold = (all: readonly BotRecord[]) =>
    foldConversations(all, options)
      // Asked for by session, records of another conversation come along.
      .filter(({ key }) => fresh.has(toKeyText(key)) && (uids?.has(key.uid) ?? true));
  const choose = (folded: readonly ConversationRow[]) => {
    const matching = folded.filter((row) => matchesConversation(row, options.filter));
    const rows = matching.filter((row) => isListed(row, options));
    return { rows, withheldCount: matching.length - rows.length };
  };
  const complete = async (): Promise<MadeRows> => {
    // Newer records have all come by now: the pager went through them.
    const older = oldest === undefined || done ? undefined : clipTimeRange(range, { endUnixNano: oldest + 1n });
    const asked = { ...options, ...(signal ? { signal } : {}) };
    const added = older ? await readOlderRecords(fresh, { ...asked, range: older }) : [];
    const { rows, withheldCount } = choose(fold([...known, ...added]));
    return { rows: await withFailedCalls(rows, { ...asked, range }), withheldCount };
  };
  const early = fold(known);
  // What a row meets by its newest turns it still meets with the older ones; what it does not, they may decide.
  const isDecided = !options.filter.statuses?.length && early.every((row) => matchesConversation(row, options.filter));
  const isEarly = options.showsEarly === true && isDecided;
  const made = isEarly ? choose(early) : await complete();
  for (const key of fresh.keys()) state.listed.add(key);
  return isEarly ? { ...made, completed: complete().then(({ rows }) => rows) } : made;
}

/** Records of conversations that have no row yet and show some activity. */
function takeFresh(state: ListState, records: readonly BotRecord[]): ReadonlyMap<string, readonly BotRecord[]> {
  const fresh = new Map<string, readonly BotRecord[]>();
  for (const [text, group] of groupByConversation(records)) {
    if (state.listed.has(text)) continue;
    const own = [...(state.ends.get(text) ?? []), ...group.records];
    if (own.some(isActivity)) fresh.set(text, own);
    else state.ends.set(text, own);
  }
  return fresh;
}

import type { LokiClient } from '../loki/loki-client.ts';
import type { ConversationFilter } from '../filters/conversation-filter.ts';
import type { QueryContext, RecordQuery } from '../queries/record-query.ts';
import type { TimeRange } from '../time-range.ts';
import { collectConversationUids } from './conversation-ids.ts';
import { buildMessageTextQueries, buildNameQueries, buildPartQueries } from './list-queries.ts';
import type { ListedFlag } from './listed-flag.ts';
import { TooManyConversationsError } from './too-many-conversations-error.ts';

/** Most conversations that a text may be found in. */
const TEXT_LIMIT = 2000;
/** Up to so many it is quicker to ask for the conversations than to look through all of them. */
const PART_LIMIT = 500;

/** What a filter is resolved against. */
export interface RestrictionOptions {
  readonly client: LokiClient;
  readonly filter: ConversationFilter;
  readonly range: TimeRange;
  readonly flags: readonly ListedFlag[];
  readonly context?: QueryContext;
  readonly signal?: AbortSignal;
}

/**
 * The only conversations that can meet the filter; undefined when it does not name few enough, and each has to be looked
 * at. Texts in messages are decided here and nowhere else. Rejects with {@link TooManyConversationsError}.
 */
export async function findRestriction(options: RestrictionOptions): Promise<ReadonlySet<string> | undefined> {
  const { filter, context } = options;
  const { uid = '', text = '', search = '' } = filter;
  let uids: ReadonlySet<string> | undefined = uid === '' ? undefined : new Set([uid]);
  if (filter.flagged) uids = intersect(uids, new Set(options.flags.map((flag) => flag.conversation)));
  if (text !== '') {
    uids = intersect(
      uids,
      await findByText(options, buildMessageTextQueries(filter, text, uids && [...uids], context)),
    );
  }
  if (search !== '') {
    const only = uids && [...uids];
    const named = buildNameQueries(filter, search, only, context);
    uids = intersect(
      uids,
      await findByText(options, [...buildMessageTextQueries(filter, search, only, context), ...named]),
    );
  }
  if (uids !== undefined) return uids;
  for (const query of buildPartQueries(filter, context)) {
    const found = await collectConversationUids({ ...options, queries: [query], limit: PART_LIMIT });
    uids = found === undefined ? uids : intersect(uids, found);
  }
  return uids;
}

async function findByText(options: RestrictionOptions, queries: readonly RecordQuery[]): Promise<ReadonlySet<string>> {
  const found = await collectConversationUids({ ...options, queries, limit: TEXT_LIMIT });
  if (found === undefined) throw new TooManyConversationsError(TEXT_LIMIT);
  return found;
}

function intersect(a: ReadonlySet<string> | undefined, b: ReadonlySet<string>): ReadonlySet<string> {
  return a === undefined ? b : new Set([...a].filter((uid) => b.has(uid)));
}

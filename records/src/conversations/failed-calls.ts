import { toConversationKey, toKeyText } from '../assembly/conversation-key.ts';
import { isFailedCall } from '../assembly/step-calls.ts';
import type { ConversationFilter } from '../filters/conversation-filter.ts';
import type { LokiClient } from '../loki/loki-client.ts';
import { collectRecords } from '../paging/collect-records.ts';
import type { QueryContext } from '../queries/record-query.ts';
import type { BotRecord } from '../record/bot-record.ts';
import { compareOldestFirst } from '../record/record-order.ts';
import type { TimeRange } from '../time-range.ts';
import type { ConversationRow } from './conversation-row.ts';
import { buildFailedCallQueries } from './list-queries.ts';

/** Where to look for the steps of rows. */
export interface FailedCallsOptions {
  readonly client: LokiClient;
  readonly filter: ConversationFilter;
  readonly range: TimeRange;
  readonly context?: QueryContext;
  readonly signal?: AbortSignal;
}

/** Steps with failed calls that are read for one page of rows at most. */
const MAX_STEPS = 2000;

/**
 * Rows with how their earliest failed call failed. Turns and conversations only count failed calls; the steps that made
 * them know more. Rows without failed calls ask for nothing.
 */
export async function withFailedCalls(
  rows: readonly ConversationRow[],
  options: FailedCallsOptions,
): Promise<readonly ConversationRow[]> {
  const uids = rows.filter(({ failedCallCount }) => failedCallCount > 0).map(({ key }) => key.uid);
  if (uids.length === 0) return rows;
  const queries = buildFailedCallQueries(options.filter, [...new Set(uids)], options.context);
  const { records } = await collectRecords({ ...options, queries, maxRecords: MAX_STEPS });
  const failures = toFailures(records);
  return rows.map((row) => {
    const failedCall = failures.get(toKeyText(row.key));
    return failedCall === undefined ? row : { ...row, firstFailedCall: failedCall };
  });
}

function toFailures(records: readonly BotRecord[]): ReadonlyMap<string, string> {
  const failures = new Map<string, string>();
  for (const record of [...records].sort(compareOldestFirst)) {
    const key = toKeyText(toConversationKey([record]));
    const failure = readFailure(record);
    if (failure !== undefined && !failures.has(key)) failures.set(key, failure);
  }
  return failures;
}

function readFailure(record: BotRecord): string | undefined {
  const call = record.type === 'step' ? record.body?.calls?.find(isFailedCall) : undefined;
  return call?.status === undefined ? call?.errorType : String(call.status);
}

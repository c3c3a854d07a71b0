import type { ConversationFilter } from '../filters/conversation-filter.ts';
import { accepts, containsText } from '../filters/text-match.ts';
import type { ConversationRow } from './conversation-row.ts';

/**
 * Whether a row meets the parts of a filter that a row can tell. `text` and `search` are not among them: they ask for
 * messages.
 */
export function matchesConversation(row: ConversationRow, filter: ConversationFilter): boolean {
  const { flows = [], endUser = '' } = filter;
  return (
    accepts(filter.environments, row.key.environment) &&
    accepts(filter.bots, row.key.bot) &&
    accepts(filter.channels, row.channel) &&
    accepts(filter.statuses, row.status) &&
    (flows.length === 0 || flows.some((flow) => row.flows.includes(flow))) &&
    (endUser === '' || [row.endUserId, row.endUserName].some((user) => containsText(user ?? '', endUser))) &&
    (filter.uid === undefined || filter.uid === '' || filter.uid === row.key.uid) &&
    !(filter.withErrors === true && row.errorTurnCount === 0) &&
    !(filter.withFailedCalls === true && row.failedCallCount === 0) &&
    (filter.flagged === undefined || filter.flagged === row.flagged)
  );
}

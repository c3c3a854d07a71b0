import { buildPagePath, TRANSPORT_ERROR_TYPES } from '@botscope/conventions';
import { toUnixMillis, type ConversationFilter, type ConversationRow } from '@botscope/records';
import { toKeyText } from '../../lib/conversation-key.ts';
import { toStatus } from '../../lib/conversation-status.ts';
import type { RowOrder } from '../../lib/paged-rows.ts';
import type { ConfiguredBot } from '../../lib/settings.ts';
import type { Status } from '../../lib/status.ts';
import type { ConversationsState } from './url-state.ts';

/** A row of the list as it is shown. Texts are untrusted. */
export interface ConversationRowView {
  readonly row: ConversationRow;
  readonly key: string;
  readonly status: Status;
  readonly statusWord?: string;
  readonly lastActivityMillis: number;
  readonly bot: string;
  readonly environment: string;
  readonly channel: string;
  readonly user: string;
  readonly flow: string;
  readonly turnCount: number;
  /** `–`, `2` or `1 (HTTP 500)`. */
  readonly failedCalls: string;
  readonly lastMessage: string;
  /** Path of the conversation's page. */
  readonly path: string;
}

/** What stands where there is nothing to say. */
const NOTHING = '–';

/** Newest activity first; the key decides between equals, so that the order never wavers. */
export const CONVERSATION_ORDER: RowOrder<ConversationRow> = {
  getKey: (row) => toKeyText(row.key),
  compare: (a, b) => {
    if (a.lastActivityUnixNano !== b.lastActivityUnixNano)
      return a.lastActivityUnixNano > b.lastActivityUnixNano ? -1 : 1;
    return toKeyText(a.key) < toKeyText(b.key) ? -1 : 1;
  },
};

/** The filter that a state of the address means. */
export function toFilter({ env, bot, q, errors }: ConversationsState): ConversationFilter {
  return {
    ...(env === undefined ? {} : { environments: [env] }),
    ...(bot === undefined ? {} : { bots: [bot] }),
    ...(q === undefined ? {} : { search: q }),
    ...(errors ? { withErrors: true } : {}),
  };
}

/** A row as it is shown. Bots have the name of the app's configuration before the one they report. */
export function toRowView(row: ConversationRow, bots: readonly ConfiguredBot[]): ConversationRowView {
  const { status, word } = toStatus(row.status);
  const lastActivityMillis = toUnixMillis(row.lastActivityUnixNano);
  return {
    row,
    key: toKeyText(row.key),
    status,
    ...(word === undefined ? {} : { statusWord: word }),
    lastActivityMillis,
    bot: bots.find(({ id }) => id === row.key.bot)?.name ?? row.botName ?? orNothing(row.key.bot),
    environment: orNothing(row.key.environment),
    channel: row.channel ?? NOTHING,
    user: row.endUserName ?? row.endUserId ?? 'anonymous',
    flow: row.flowName ?? row.flowId ?? NOTHING,
    turnCount: row.turnCount,
    failedCalls: toFailedCalls(row),
    lastMessage: row.lastMessage === undefined ? NOTHING : `"${row.lastMessage}"`,
    path: buildPagePath('conversation', {
      bot: row.key.bot,
      env: row.key.environment,
      uid: row.key.uid,
      from: toUnixMillis(row.startUnixNano),
      to: lastActivityMillis,
    }),
  };
}

function toFailedCalls({ failedCallCount, firstFailure }: ConversationRow): string {
  if (failedCallCount === 0) return NOTHING;
  const cause = firstFailure === undefined ? undefined : toCallFailure(firstFailure);
  return cause === undefined ? String(failedCallCount) : `${failedCallCount} (${cause})`;
}

/** A turn's error type in the words of calls; a bot's own error, which need not come from a call, has none. */
function toCallFailure(errorType: string): string | undefined {
  if (/^\d{3}$/.test(errorType)) return `HTTP ${errorType}`;
  return TRANSPORT_ERROR_TYPES.find((type) => type === errorType);
}

function orNothing(text: string): string {
  return text === '' ? NOTHING : text;
}

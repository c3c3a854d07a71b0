import { buildPagePath, TRANSPORT_ERROR_TYPES } from '@botscope/conventions';
import {
  CONVERSATION_STATUSES,
  keptUntil,
  toUnixMillis,
  type ConversationRow,
  type ConversationStatus,
} from '@botscope/records';
import { toKeyText } from '../../lib/conversation-key.ts';
import { toStatus } from '../../lib/conversation-status.ts';
import type { RowOrder } from '../../lib/paged-rows.ts';
import type { ConfiguredBot } from '../../lib/settings.ts';
import type { Status } from '../../lib/status.ts';

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
  /** Milliseconds since the epoch. */
  readonly keptUntilMillis: number;
  readonly isPinned: boolean;
  /** Path of the preview console, while the conversation goes on outside of production. */
  readonly livePath?: string;
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
    ...toRetention(row),
    ...toLive(row),
    path: buildPagePath('conversation', {
      bot: row.key.bot,
      env: row.key.environment,
      uid: row.key.uid,
      from: toUnixMillis(row.startUnixNano),
      to: lastActivityMillis,
    }),
  };
}

/** How many rows are in each state, those with none left out. */
export function countStatuses(
  rows: readonly Pick<ConversationRowView, 'row'>[],
): readonly (readonly [ConversationStatus, number])[] {
  const count = (status: ConversationStatus) => rows.filter(({ row }) => row.status === status).length;
  return CONVERSATION_STATUSES.map((status) => [status, count(status)] as const).filter(([, number]) => number > 0);
}

/** What stands in production is read from the list of stored conversations; elsewhere it can be watched. */
export function isWatchable(environment: string): boolean {
  return environment !== 'production';
}

function toLive({ key, endedUnixNano }: ConversationRow): { readonly livePath?: string } {
  if (endedUnixNano !== undefined || !isWatchable(key.environment)) return {};
  return { livePath: buildPagePath('live', { bot: key.bot, env: key.environment, uid: key.uid }) };
}

function toRetention({ pinned, lastActivityUnixNano }: ConversationRow) {
  const kept = keptUntil({ kind: 'conversation', pinned, timestampUnixNano: lastActivityUnixNano });
  return { keptUntilMillis: kept.untilUnixMillis, isPinned: pinned };
}

function toFailedCalls({ failedCallCount, firstFailedCall, firstFailure = '' }: ConversationRow): string {
  if (failedCallCount === 0) return NOTHING;
  // A bot's own error, which need not come from a call, is no cause.
  const cause = firstFailedCall ?? (isCallFailure(firstFailure) ? firstFailure : undefined);
  if (cause === undefined) return String(failedCallCount);
  return `${failedCallCount} (${STATUS_CODE.test(cause) ? `HTTP ${cause}` : cause})`;
}

const STATUS_CODE = /^\d{3}$/;

function isCallFailure(errorType: string): boolean {
  return STATUS_CODE.test(errorType) || TRANSPORT_ERROR_TYPES.some((type) => type === errorType);
}

function orNothing(text: string): string {
  return text === '' ? NOTHING : text;
}

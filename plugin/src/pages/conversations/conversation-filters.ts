import type { ConversationFilter } from '@botscope/records';
import { toStatusText } from '../../components/StatusSign.tsx';
import { toStatus } from '../../lib/conversation-status.ts';
import type { ConversationFilters, ConversationsState } from './url-state.ts';

/** Narrows nothing. */
export const NO_FILTERS: ConversationFilters = {
  ...{ env: [], bot: [], q: undefined, flagged: 'any', status: [], errors: false, calls: false },
  ...{ channel: [], flow: [], user: undefined, uid: undefined, text: undefined },
};

/** One part of the filter that is applied, and the filter without it. Its label is untrusted text. */
export interface AppliedFilter {
  readonly label: string;
  readonly without: Partial<ConversationFilters>;
}

/** The filters of a state, without its time. */
export function pickFilters(state: ConversationsState): ConversationFilters {
  const { from: _from, to: _to, refresh: _refresh, ...filters } = state;
  return filters;
}

/** The filter of records that filters of the page mean. */
export function toFilter(filters: ConversationFilters): ConversationFilter {
  const { env, bot, q, flagged, status, errors, calls, channel, flow, user, uid, text } = filters;
  return {
    ...{ environments: env, bots: bot, channels: channel, flows: flow, statuses: status },
    ...(q === undefined ? {} : { search: q }),
    ...(user === undefined ? {} : { endUser: user }),
    ...(uid === undefined ? {} : { uid }),
    ...(text === undefined ? {} : { text }),
    ...(errors ? { withErrors: true } : {}),
    ...(calls ? { withFailedCalls: true } : {}),
    ...(flagged === 'any' ? {} : { flagged: flagged === 'yes' }),
  };
}

/** What of the filters the ends of turns tell of, so that the histogram can count them. */
export function toTurnFilter({ env, bot, channel, flow, user, uid }: ConversationFilters): ConversationFilter {
  return toFilter({ ...NO_FILTERS, env, bot, channel, flow, user, uid });
}

/** Whether the histogram counts turns of conversations that the list leaves out. */
export function exceedsTurns({ q, flagged, status, errors, calls, text }: ConversationFilters): boolean {
  return q !== undefined || text !== undefined || flagged !== 'any' || errors || calls || status.length > 0;
}

/** The parts that are applied, but the search, which its box shows. */
export function toAppliedFilters(filters: ConversationFilters): readonly AppliedFilter[] {
  const { env, bot, flagged, status, errors, calls, channel, flow, user, uid, text } = filters;
  const each = <Value extends string>(
    name: 'env' | 'bot' | 'status' | 'channel' | 'flow',
    values: readonly Value[],
    toLabel: (value: Value) => string,
  ): readonly AppliedFilter[] =>
    values.map((value) => ({
      label: toLabel(value),
      without: { [name]: values.filter((other) => other !== value) },
    }));
  const one = (isApplied: boolean, label: string, without: Partial<ConversationFilters>): readonly AppliedFilter[] =>
    isApplied ? [{ label, without }] : [];
  return [
    ...each('env', env, (value) => `Environment: ${value}`),
    ...each('bot', bot, (value) => `Bot: ${value}`),
    ...one(flagged !== 'any', flagged === 'yes' ? '⚑ Flagged' : '⚐ Not flagged', { flagged: 'any' }),
    ...each('status', status, (value) => `State: ${toStatusText(toStatus(value))}`),
    ...one(errors, '✗ With errors', { errors: false }),
    ...one(calls, 'With failed calls', { calls: false }),
    ...each('channel', channel, (value) => `Channel: ${value}`),
    ...each('flow', flow, (value) => `Flow: ${value}`),
    ...one(user !== undefined, `User: ${user}`, { user: undefined }),
    ...one(uid !== undefined, `UID: ${uid}`, { uid: undefined }),
    ...one(text !== undefined, `Text: ${text}`, { text: undefined }),
  ];
}

/** Whether anything but the time narrows the list. */
export function isFiltered(filters: ConversationFilters): boolean {
  return filters.q !== undefined || toAppliedFilters(filters).length > 0;
}

import { CONVERSATION_STATUSES, type ConversationStatus } from '@botscope/records';
import {
  choiceParameter,
  choicesParameter,
  flagParameter,
  listParameter,
  textParameter,
} from '../../lib/url-parameters.ts';
import type { UrlSchema } from '../../lib/url-state.ts';
import { timeBoundParameter } from '../../lib/time-range.ts';

/** Intervals at which the list can be refreshed; empty = off. */
export const REFRESH_INTERVALS = ['1s', '5s', '10s', '30s', '1m'] as const;
/** Interval of the refresh picker. */
export type RefreshInterval = (typeof REFRESH_INTERVALS)[number] | '';

/** Whether flags matter: flagged ones of all times, the others, or both. */
export const FLAG_CHOICES = ['any', 'yes', 'no'] as const;
/** One of {@link FLAG_CHOICES}. */
export type FlagChoice = (typeof FLAG_CHOICES)[number];

/** What narrows the list beside the time. Empty lists and `undefined` narrow nothing. */
export interface ConversationFilters {
  readonly env: readonly string[];
  readonly bot: readonly string[];
  /** Search box: UID, user or text. */
  readonly q: string | undefined;
  readonly flagged: FlagChoice;
  readonly status: readonly ConversationStatus[];
  /** Only conversations with errors. */
  readonly errors: boolean;
  /** Only conversations with failed API calls. */
  readonly calls: boolean;
  readonly channel: readonly string[];
  /** Ids or names. */
  readonly flow: readonly string[];
  /** End user's id or name, or a part of it. */
  readonly user: string | undefined;
  /** In full. */
  readonly uid: string | undefined;
  /** In messages. */
  readonly text: string | undefined;
}

/** What the conversation list shows. */
export interface ConversationsState extends ConversationFilters {
  readonly from: string;
  readonly to: string;
  readonly refresh: RefreshInterval;
}

/** The list's state in the address. */
export const CONVERSATIONS_SCHEMA: UrlSchema<ConversationsState> = {
  env: listParameter(),
  bot: listParameter(),
  q: textParameter(),
  flagged: choiceParameter(FLAG_CHOICES, 'any'),
  status: choicesParameter(CONVERSATION_STATUSES),
  errors: flagParameter(),
  calls: flagParameter(),
  channel: listParameter(),
  flow: listParameter(),
  user: textParameter(),
  uid: textParameter(),
  text: textParameter(),
  from: timeBoundParameter('now-24h'),
  to: timeBoundParameter('now'),
  refresh: refreshParameter(),
};

/** `off` in the address is the picker's empty interval, since an empty parameter means the default. */
function refreshParameter() {
  const choice = choiceParameter([...REFRESH_INTERVALS, 'off'], '1s');
  return {
    parse: (texts: readonly string[]): RefreshInterval => {
      const parsed = choice.parse(texts);
      return parsed === 'off' ? '' : parsed;
    },
    build: (value: RefreshInterval) => choice.build(value === '' ? 'off' : value),
  };
}

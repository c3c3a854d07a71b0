import { choiceParameter, flagParameter, textParameter } from '../../lib/url-parameters.ts';
import type { UrlSchema } from '../../lib/url-state.ts';
import { timeBoundParameter } from '../../lib/time-range.ts';

/** Intervals at which the list can be refreshed; empty = off. */
export const REFRESH_INTERVALS = ['1s', '5s', '10s', '30s', '1m'] as const;
/** Interval of the refresh picker. */
export type RefreshInterval = (typeof REFRESH_INTERVALS)[number] | '';

/** What the conversation list shows. */
export interface ConversationsState {
  readonly env: string | undefined;
  readonly bot: string | undefined;
  /** Search box: UID, user or text. */
  readonly q: string | undefined;
  /** Only conversations with errors. */
  readonly errors: boolean;
  readonly from: string;
  readonly to: string;
  readonly refresh: RefreshInterval;
}

/** The list's state in the address. */
export const CONVERSATIONS_SCHEMA: UrlSchema<ConversationsState> = {
  env: textParameter(),
  bot: textParameter(),
  q: textParameter(),
  errors: flagParameter(),
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

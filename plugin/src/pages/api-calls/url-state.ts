import { OUTCOMES, type Outcome } from '@botscope/conventions';
import { choiceParameter, textParameter } from '../../lib/url-parameters.ts';
import type { UrlSchema } from '../../lib/url-state.ts';
import { timeBoundParameter } from '../../lib/time-range.ts';

/** Intervals at which the list can be refreshed; `off` = never. */
export const REFRESH_INTERVALS = ['5s', '10s', '30s', '1m'] as const;
/** Interval of the list. */
export type ListRefresh = (typeof REFRESH_INTERVALS)[number] | 'off';

/** What the detail of a call can show. */
export const CALL_TABS = ['request', 'response', 'headers', 'variables', 'raw'] as const;
/** A tab of the detail. */
export type CallTab = (typeof CALL_TABS)[number];

/** What the page shows. */
export interface ApiCallsState {
  readonly env: string | undefined;
  readonly bot: string | undefined;
  /** Search box: text of URL or body, or an id. */
  readonly q: string | undefined;
  /** "Response status". */
  readonly status: Outcome | 'all';
  readonly from: string;
  readonly to: string;
  readonly refresh: ListRefresh;
  /** `log.record.uid` of the call in the detail. */
  readonly selected: string | undefined;
  readonly tab: CallTab;
}

/** The page's state in the address. */
export const API_CALLS_SCHEMA: UrlSchema<ApiCallsState> = {
  env: textParameter(),
  bot: textParameter(),
  q: textParameter(),
  status: choiceParameter([...OUTCOMES, 'all'], 'all'),
  from: timeBoundParameter('now-24h'),
  to: timeBoundParameter('now'),
  refresh: choiceParameter([...REFRESH_INTERVALS, 'off'], '5s'),
  selected: textParameter(),
  tab: choiceParameter(CALL_TABS, 'request'),
};

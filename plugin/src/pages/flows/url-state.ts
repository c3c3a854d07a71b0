import { choiceParameter, textParameter } from '../../lib/url-parameters.ts';
import { timeBoundParameter } from '../../lib/time-range.ts';
import type { UrlSchema } from '../../lib/url-state.ts';

/** Intervals at which the flows can be counted again; empty = off. */
export const REFRESH_INTERVALS = ['10s', '30s', '1m', '5m'] as const;
/** Interval of the refresh picker. */
export type RefreshInterval = (typeof REFRESH_INTERVALS)[number] | '';

/** What the flows page shows. */
export interface FlowsState {
  readonly env: string | undefined;
  readonly bot: string | undefined;
  readonly from: string;
  readonly to: string;
  readonly refresh: RefreshInterval;
  /** Key of the flow whose steps are shown, as {@link import('@botscope/records').toFlowKeyText} writes it. */
  readonly flow: string | undefined;
}

/** The page's state in the address. */
export const FLOWS_SCHEMA: UrlSchema<FlowsState> = {
  env: textParameter(),
  bot: textParameter(),
  from: timeBoundParameter('now-24h'),
  to: timeBoundParameter('now'),
  refresh: choiceParameter<RefreshInterval>(['', ...REFRESH_INTERVALS], ''),
  flow: textParameter(),
};

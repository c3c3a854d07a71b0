import { textParameter } from '../../lib/url-parameters.ts';
import type { UrlSchema } from '../../lib/url-state.ts';

/** What the page shows. */
export interface AlertsState {
  /** `bot.alert.id` of the window in the detail. */
  readonly selected: string | undefined;
}

/** The page's state in the address. */
export const ALERTS_SCHEMA: UrlSchema<AlertsState> = { selected: textParameter() };

import type { AuditFilterRow } from '@botscope/records';
import { textParameter } from '../../lib/url-parameters.ts';
import type { UrlSchema } from '../../lib/url-state.ts';
import { timeBoundParameter } from '../../lib/time-range.ts';
import { filterRowsParameter } from './filter-rows.ts';

/** What the page shows. */
export interface AuditState {
  readonly env: string | undefined;
  readonly bot: string | undefined;
  /** Filter rows; those without a value are shown and do not filter yet. */
  readonly filter: readonly AuditFilterRow[];
  readonly from: string;
  readonly to: string;
  /** `log.record.uid` of the entry in the detail. */
  readonly entry: string | undefined;
}

/** The page's state in the address. */
export const AUDIT_SCHEMA: UrlSchema<AuditState> = {
  env: textParameter(),
  bot: textParameter(),
  filter: filterRowsParameter(),
  from: timeBoundParameter('now-30d'),
  to: timeBoundParameter('now'),
  entry: textParameter(),
};

import { isOneOf, renderStage } from '../logql/condition.ts';
import { LABEL } from '../logql/label-names.ts';
import type { RecordQuery } from './record-query.ts';

/** Copies kept long would count twice. */
const NOT_PINNED = renderStage(isOneOf(LABEL.retention, ['']));

/** LogQL: number of records per step, one series per outcome. */
export function buildOutcomeHistogram({ logql }: RecordQuery, stepSeconds: number): string {
  return `sum by (${LABEL.outcome}) (count_over_time(${logql}${NOT_PINNED} [${stepSeconds}s]))`;
}

/** LogQL: number of records in the `rangeSeconds` before the moment it is asked for. */
export function buildCount({ logql }: RecordQuery, rangeSeconds: number): string {
  return `sum(count_over_time(${logql}${NOT_PINNED} [${rangeSeconds}s]))`;
}

/** LogQL: number of records in the `rangeSeconds` before the moment it is asked for, one series per set of label values. */
export function buildCountBy({ logql }: RecordQuery, labels: readonly string[], rangeSeconds: number): string {
  return `sum by (${labels.join(', ')}) (count_over_time(${logql}${NOT_PINNED} [${rangeSeconds}s]))`;
}

/** LogQL: a percentile (`quantile` 0 … 1) of the duration in milliseconds per step, one series per integration. */
export function buildDurationPercentile({ logql }: RecordQuery, quantile: number, stepSeconds: number): string {
  const durations = `${logql}${NOT_PINNED} | unwrap ${LABEL.durationMs} | __error__=""`;
  return `quantile_over_time(${quantile}, ${durations} [${stepSeconds}s]) by (${LABEL.integration})`;
}

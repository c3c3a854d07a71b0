import { badParameter } from './loki-error.ts';
import { readParameter, type LokiRequest } from './loki-request.ts';

const DEFAULT_LIMIT = 100;
/** Most entries of an answer, as configured for Loki. */
export const MAX_ENTRIES = 5000;

/** `limit` of a request, a whole number of 1 or more. @throws LokiError */
export function readLimit(request: LokiRequest): number {
  const text = readParameter(request, 'limit') ?? String(DEFAULT_LIMIT);
  const limit = /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(limit)) throw badParameter(`could not parse 'limit' parameter: "${text}" is no whole number`);
  if (limit <= 0) throw badParameter('limit must be a positive value');
  return limit;
}

/** Refuses a limit of entries that Loki would refuse. @throws LokiError */
export function checkEntryLimit(limit: number): void {
  if (limit <= MAX_ENTRIES) return;
  throw badParameter(
    `max entries limit per query exceeded, limit > max_entries_limit_per_query (${limit} > ${MAX_ENTRIES})`,
  );
}

/** `direction` of a log query. @throws LokiError */
export function readDirection(request: LokiRequest): 'backward' | 'forward' {
  const text = readParameter(request, 'direction')?.toLowerCase() ?? 'backward';
  if (text !== 'backward' && text !== 'forward') {
    throw badParameter(`invalid direction "${text}": write backward or forward`);
  }
  return text;
}

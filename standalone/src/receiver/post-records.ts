import { encodeLogsJson, type OtlpLogRecord } from '@botscope/otlp';
import type { Origin } from '../store/origin.ts';
import { toLogRecord, type StoredRow } from '../store/stored-row.ts';

/** Result of one delivery. `refused`: the receiver will never take this request. */
export type DeliveryResult =
  | { readonly state: 'sent' }
  | { readonly state: 'retryable'; readonly reason: string; readonly retryAfterMillis?: number }
  | { readonly state: 'refused'; readonly reason: string };

/** Where records are posted. */
export interface Destination {
  /** Base address, without trailing slash. */
  readonly url: string;
  readonly token: string;
  readonly fetch: typeof fetch;
  /** Ends a delivery that is under way. */
  readonly stopped: AbortSignal;
}

const TIMEOUT_MILLIS = 30_000;

/** Statuses of 4xx that say nothing about the records: the same request may be taken later. */
const RETRYABLE_STATUSES = [401, 403, 404, 408, 429];

/** Posts records as one OTLP/JSON request. Never rejects. */
export async function postRecords(rows: readonly StoredRow[], to: Destination): Promise<DeliveryResult> {
  try {
    const response = await to.fetch(`${to.url}/v1/logs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${to.token}` },
      body: encodeRows(rows),
      signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MILLIS), to.stopped]),
    });
    const text = await response.text();
    if (response.ok) return { state: 'sent' };
    const reason = `${response.status} ${text.slice(0, 200)}`;
    if (response.status >= 500 || RETRYABLE_STATUSES.includes(response.status)) {
      return { state: 'retryable', reason, ...readRetryAfter(response) };
    }
    return { state: 'refused', reason };
  } catch (error) {
    const { cause, message } = error as Error;
    return { state: 'retryable', reason: cause instanceof Error ? cause.message : message };
  }
}

function readRetryAfter(response: Response): { retryAfterMillis?: number } {
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMillis: seconds * 1000 } : {};
}

function encodeRows(rows: readonly StoredRow[]): string {
  const groups = new Map<Origin, OtlpLogRecord[]>();
  for (const row of rows) {
    const group = groups.get(row.origin);
    if (group === undefined) groups.set(row.origin, [toLogRecord(row)]);
    else group.push(toLogRecord(row));
  }
  return encodeLogsJson({
    resourceLogs: [...groups].map(([{ resource, scope }, logRecords]) => ({
      resource,
      schemaUrl: '',
      scopeLogs: [{ scope, schemaUrl: '', logRecords }],
    })),
  });
}

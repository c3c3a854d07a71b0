import type { Area } from '@botscope/conventions';

/** The gateway's areas that hold records: one Loki tenant each. */
export type LokiArea = Extract<Area, 'records' | 'api-calls' | 'audit'>;

/** Path below `loki/api/v1/`. */
export type LokiPath =
  'query_range' | 'query' | 'labels' | `label/${string}/values` | 'series' | 'index/volume_range' | 'detected_fields';

/** One request to Loki, ready to send. */
export interface LokiRequest {
  readonly area: LokiArea;
  readonly path: LokiPath;
  /** Query parameters, or the form's fields when `form` is true. Times are nanoseconds as text. */
  readonly params: Readonly<Record<string, string>>;
  /** Headers that decide the shape of the answer; the transport adds what identifies the reader. */
  readonly headers: Readonly<Record<string, string>>;
  /** True: send as `POST` with `application/x-www-form-urlencoded`, since the query is too long for a URL. */
  readonly form: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Sends a request and gives the parsed JSON answer. It rejects with the caller's own error for a refused or failed
 * request; whatever it rejects with reaches the caller of the client unchanged.
 */
export type LokiTransport = (request: LokiRequest) => Promise<unknown>;

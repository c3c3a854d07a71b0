/** What can be asked of the Loki API. */
export const LOKI_ENDPOINTS = [
  'query_range',
  'query',
  'labels',
  'label_values',
  'series',
  'index_volume',
  'index_volume_range',
  'index_stats',
  'detected_fields',
  'detected_field_values',
  'detected_labels',
  'tail',
] as const;
/** What can be asked of the Loki API. */
export type LokiEndpoint = (typeof LOKI_ENDPOINTS)[number];

/** A request as the evaluating thread gets it; may be cloned between threads. */
export interface LokiRequest {
  readonly endpoint: LokiEndpoint;
  /** `X-Scope-OrgID`. One that the store does not know has no records. */
  readonly tenant: string;
  /** Names and values of URL and form, in this order; a name may come again. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
  /** Label of `label_values`, field of `detected_field_values`. */
  readonly label: string;
  /** Whether structured metadata is asked for apart from the labels (`categorize-labels`). */
  readonly categorized: boolean;
  readonly nowUnixNano: bigint;
  /** The newest record that the beginning of a `tail` may show. */
  readonly upToId?: bigint;
}

/** First value of a parameter (of the form before the URL, as Loki reads it); undefined when it is absent or empty. */
export function readParameter(request: LokiRequest, name: string): string | undefined {
  const value = request.parameters.find(([key]) => key === name)?.[1];
  return value === '' ? undefined : value;
}

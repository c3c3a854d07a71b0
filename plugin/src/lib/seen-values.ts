import { ATTR_SERVICE_NAME, toLokiName } from '@botscope/conventions';
import { DEFAULT_INDEXED_LABELS, toUnixNano, type LokiArea } from '@botscope/records';
import type { RecordStore } from './useRecordStore.ts';

const INDEX_DAYS = 30;
/** Where values are no labels, Loki reads records to find them: a day of them. */
const SCAN_HOURS = 24;
const DAY_MILLIS = 86_400_000;

/** Whose values are asked for. */
export interface SeenValuesRequest {
  readonly area: LokiArea;
  readonly attribute: string;
  /** Milliseconds since the epoch. */
  readonly nowMillis: number;
  readonly signal: AbortSignal;
}

/** Values of an attribute in an area: of the last 30 days where the store indexes it, else of the last day. */
export async function readSeenValues(
  { client, contexts }: RecordStore,
  { area, attribute, nowMillis, signal }: SeenValuesRequest,
): Promise<readonly string[]> {
  const name = toLokiName(attribute);
  const { indexedLabels = DEFAULT_INDEXED_LABELS } = await contexts.of(area);
  const endUnixNano = toUnixNano(nowMillis);
  if (indexedLabels.has(name)) {
    const range = { startUnixNano: toUnixNano(nowMillis - INDEX_DAYS * DAY_MILLIS), endUnixNano };
    return client.labelValues(name, { area, range, signal });
  }
  const records = `{${toLokiName(ATTR_SERVICE_NAME)}=~".+"} | ${name} != ""`;
  const logql = `sum by (${name}) (count_over_time(${records} [${SCAN_HOURS}h]))`;
  const samples = await client.queryVector({ area, logql, timeUnixNano: endUnixNano, signal });
  return samples.flatMap(({ labels }) => labels[name] ?? []).sort();
}

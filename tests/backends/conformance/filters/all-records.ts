import { parseRecord, type BotRecord, type TimeRange } from '@botscope/records';
import { ATTR_RECORD_KIND, toLokiName, type Tenant } from '@botscope/conventions';
import { CROWDED_ENVIRONMENT } from '../corpus/edge-records.ts';
import type { Engine } from '../engines/two-engines.ts';
import { readEntries } from '../engines/read-entries.ts';

const KIND = toLokiName(ATTR_RECORD_KIND);

/** Selects every record but those of the crowded instants. */
export const EVERYTHING = `{service_name=~".+", deployment_environment_name!="${CROWDED_ENVIRONMENT}"}`;

/**
 * All records of a tenant in a range that have a kind, as our own evaluation sees them: whatever comes through the
 * Collector or the receiver has one.
 */
export async function readAllRecords(engine: Engine, tenant: Tenant, range: TimeRange): Promise<BotRecord[]> {
  const parameters = {
    ...{ query: EVERYTHING, limit: '5000' },
    ...{ start: String(range.startUnixNano), end: String(range.endUnixNano) },
  };
  const entries = readEntries(await engine.ask({ tenant, path: 'query_range', parameters }));
  return entries.map((entry) => parseRecord(entry)).filter(({ labels }) => KIND in labels);
}

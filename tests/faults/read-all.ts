import { HEADER_TENANT } from '@botscope/conventions';
import { collectRecords, createLokiClient, type BotRecord, type LokiArea, type LokiTransport } from '@botscope/records';

const TENANTS: Readonly<Record<LokiArea, string>> = { records: 'bots', 'api-calls': 'api', audit: 'audit' };

/** The reader's way to the store: the client and paging of the pages, straight at the Loki API. */
export function createDirectTransport(lokiUrl: string): LokiTransport {
  return async ({ area, path, params, headers, form, signal }) => {
    const body = new URLSearchParams(params);
    const url = `${lokiUrl}/loki/api/v1/${path}`;
    const response = await fetch(form ? url : `${url}?${body.toString()}`, {
      method: form ? 'POST' : 'GET',
      headers: { ...headers, [HEADER_TENANT]: TENANTS[area] },
      ...(form ? { body } : {}),
      ...(signal ? { signal } : {}),
    });
    if (!response.ok) throw new Error(`${response.status} from Loki: ${await response.text()}`);
    return response.json();
  };
}

const DAY_NANOS = 86_400_000_000_000n;

/** Every record of a selector in the last days (one when absent), as a page would see them. */
export async function readAllRecords(
  lokiUrl: string,
  area: LokiArea,
  selector: string,
  days = 1,
): Promise<readonly BotRecord[]> {
  const nowNano = BigInt(Date.now()) * 1_000_000n;
  const { records, complete } = await collectRecords({
    client: createLokiClient(createDirectTransport(lokiUrl)),
    queries: [{ area, logql: selector, selector }],
    range: { startUnixNano: nowNano - BigInt(days) * DAY_NANOS, endUnixNano: nowNano + 60_000_000_000n },
    maxRecords: 2_000_000,
  });
  if (!complete) throw new Error('There are more records than were asked for.');
  return records;
}

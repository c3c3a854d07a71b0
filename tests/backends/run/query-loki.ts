import { HEADER_LOKI_ENCODING_FLAGS, HEADER_TENANT, type Tenant } from '@botscope/conventions';
import { nowUnixNano } from './otlp-json.ts';
import { waitUntil } from './wait-until.ts';

/** A record as Loki has it. */
export interface StoredEntry {
  /** Index labels. */
  readonly labels: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly timestampUnixNano: bigint;
  readonly line: string;
}

interface QueryAnswer {
  readonly data: {
    readonly result: readonly {
      readonly stream: Record<string, string>;
      readonly values: readonly [string, string, { structuredMetadata?: Record<string, string> }?][];
    }[];
  };
}

const DAY_NANOS = 86_400_000_000_000n;

/** All that a tenant has for a query, from a month ago until the day after tomorrow. */
export async function queryLoki(lokiUrl: string, tenant: Tenant, query: string): Promise<StoredEntry[]> {
  const now = nowUnixNano();
  const search = new URLSearchParams({
    query,
    limit: '5000',
    start: String(now - 29n * DAY_NANOS),
    end: String(now + 2n * DAY_NANOS),
  });
  const answer = await fetch(`${lokiUrl}/loki/api/v1/query_range?${String(search)}`, {
    headers: { [HEADER_TENANT]: tenant, [HEADER_LOKI_ENCODING_FLAGS]: 'categorize-labels' },
  });
  if (!answer.ok) throw new Error(`Loki answered ${answer.status}: ${await answer.text()}`);
  const { data } = (await answer.json()) as QueryAnswer;
  return data.result.flatMap(({ stream, values }) =>
    values.map(([time, line, details]) => ({
      labels: stream,
      metadata: details?.structuredMetadata ?? {},
      timestampUnixNano: BigInt(time),
      line,
    })),
  );
}

/** The same, as soon as there are at least so many. */
export function waitForEntries(lokiUrl: string, tenant: Tenant, query: string, count: number): Promise<StoredEntry[]> {
  return waitUntil(`${count} entries of ${query} in tenant ${tenant}`, async () => {
    const entries = await queryLoki(lokiUrl, tenant, query);
    return entries.length >= count ? entries : undefined;
  });
}

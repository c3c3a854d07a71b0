import { HEADER_TENANT, type Tenant } from '@botscope/conventions';

/** How many entries Loki itself counts for a query in the last day, what came twice included. */
export async function countStored(lokiUrl: string, tenant: Tenant, query: string): Promise<number> {
  const search = new URLSearchParams({ query: `sum(count_over_time(${query} [1d]))` });
  const answer = await fetch(`${lokiUrl}/loki/api/v1/query?${String(search)}`, {
    headers: { [HEADER_TENANT]: tenant },
  });
  if (!answer.ok) throw new Error(`Loki answered ${answer.status}: ${await answer.text()}`);
  const { data } = (await answer.json()) as { data: { result: readonly { value: readonly [number, string] }[] } };
  return Number(data.result[0]?.value[1] ?? 0);
}

import { HEADER_TENANT, TENANTS, type Tenant } from '@botscope/conventions';

/** Kinds of record, one of each tenant. */
export type MarkedKind = 'message' | 'api' | 'audit';

/** An OTLP/JSON logs request with one record of each kind, each with a text that is found again. */
export function toMarkedLogs(marks: Partial<Readonly<Record<MarkedKind, string>>>): string {
  const logRecords = Object.entries(marks).map(([kind, text]) => ({
    timeUnixNano: `${Date.now()}000000`,
    severityNumber: 9,
    body: { stringValue: text },
    attributes: [
      { key: 'bot.record.kind', value: { stringValue: kind } },
      { key: 'bot.id', value: { stringValue: 'marked' } },
      { key: 'log.record.uid', value: { stringValue: crypto.randomUUID() } },
    ],
  }));
  return JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
}

/** Sends a body to a receiver as OTLP/JSON. */
export function postLogs(otlpUrl: string, body: string): Promise<Response> {
  return fetch(`${otlpUrl}/v1/logs`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

/** Stores marked records. @throws Error when they are not taken. */
export async function storeMarks(otlpUrl: string, marks: Partial<Readonly<Record<MarkedKind, string>>>): Promise<void> {
  const answer = await postLogs(otlpUrl, toMarkedLogs(marks));
  if (!answer.ok) throw new Error(`The records were refused with ${answer.status}: ${await answer.text()}`);
}

/** The lines of all tenants that hold a text, as Loki's API gives them. */
export async function findMarks(lokiUrl: string, text: string): Promise<readonly { tenant: Tenant; line: string }[]> {
  const query = new URLSearchParams({ query: `{service_name=~".+"} |= ${JSON.stringify(text)}`, limit: '1000' });
  const found = await Promise.all(
    TENANTS.map(async (tenant) => {
      const url = `${lokiUrl}/loki/api/v1/query_range?${query.toString()}`;
      const answer = await fetch(url, { headers: { [HEADER_TENANT]: tenant } });
      if (!answer.ok) throw new Error(`Loki answered ${answer.status}: ${await answer.text()}`);
      const { data } = (await answer.json()) as { data: { result: { values: [string, string][] }[] } };
      return data.result.flatMap(({ values }) => values.map(([, line]) => ({ tenant, line })));
    }),
  );
  return found.flat();
}

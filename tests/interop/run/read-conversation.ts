import { HEADER_TENANT, type Tenant } from '@botscope/conventions';
import {
  assembleConversation,
  buildApiCallQueries,
  buildAuditQuery,
  buildConversationQuery,
  collectRecords,
  createConversationPager,
  createLokiClient,
  createPager,
  type BotRecord,
  type Conversation,
  type ConversationRow,
  type LokiClient,
  type RecordQuery,
  type TimeRange,
} from '@botscope/records';
import { createDirectTransport } from '../../faults/read-all.ts';
import type { Reader } from './engines.ts';

const NANOS_PER_HOUR = 3_600_000_000_000n;
const PAGE_SIZE = 3;

/** What the pages would show of one conversation. */
export interface SeenConversation {
  /** Its line in the conversation list. */
  readonly row: ConversationRow | undefined;
  /** The conversation page. */
  readonly conversation: Conversation | undefined;
  /** Its records by the paging of the pages, a few at a time. */
  readonly paged: readonly BotRecord[];
  /** The API log page, asked for this conversation. */
  readonly apiCalls: readonly BotRecord[];
}

const now = (): bigint => BigInt(Date.now()) * 1_000_000n;

function lastHour(): TimeRange {
  return { startUnixNano: now() - NANOS_PER_HOUR, endUnixNano: now() + NANOS_PER_HOUR };
}

function collect(client: LokiClient, queries: readonly RecordQuery[]): Promise<readonly BotRecord[]> {
  return collectRecords({ client, queries, range: lastHour() }).then(({ records }) => records);
}

async function readByPages(client: LokiClient, query: RecordQuery): Promise<readonly BotRecord[]> {
  const pager = createPager({ client, queries: [query], range: lastHour(), pageSize: PAGE_SIZE });
  const records: BotRecord[] = [];
  for (;;) {
    const page = await pager.nextPage();
    records.push(...page.records);
    if (page.done) return records;
  }
}

/** Asks as the pages do, by the queries of `records`. */
export async function readConversation({ lokiUrl }: Reader, uid: string): Promise<SeenConversation> {
  const client = createLokiClient(createDirectTransport(lokiUrl));
  const query = buildConversationQuery({ uid });
  const list = createConversationPager({ client, filter: { search: uid }, range: lastHour(), nowUnixNano: now() });
  const { rows } = await list.nextPage();
  const apiCalls = await collect(client, buildApiCallQueries({ conversationId: uid }));
  const records = [...(await collect(client, [query])), ...apiCalls];
  return {
    row: rows.find(({ key }) => key.uid === uid),
    conversation: assembleConversation(records, { nowUnixNano: now() }),
    paged: await readByPages(client, query),
    apiCalls,
  };
}

/** What the audit page shows of a text that somebody searches for among entity names. */
export function readAudit({ lokiUrl }: Reader, user: string): Promise<readonly BotRecord[]> {
  const client = createLokiClient(createDirectTransport(lokiUrl));
  const query = buildAuditQuery({ rows: [{ column: 'user', operator: 'equals', value: user }] }, now());
  return collect(client, [query]);
}

/** Index labels of a service's streams, by tenant. */
export async function readLabels({ lokiUrl }: Reader, service: string): Promise<Record<Tenant, readonly string[]>> {
  const { startUnixNano, endUnixNano } = lastHour();
  const search = new URLSearchParams({
    'match[]': `{service_name="${service}"}`,
    start: String(startUnixNano),
    end: String(endUnixNano),
  });
  const ask = async (tenant: Tenant): Promise<readonly string[]> => {
    const answer = await fetch(`${lokiUrl}/loki/api/v1/series?${String(search)}`, {
      headers: { [HEADER_TENANT]: tenant },
    });
    const { data } = (await answer.json()) as { data: Record<string, string>[] };
    return [...new Set(data.map(toText))].sort();
  };
  return { bots: await ask('bots'), api: await ask('api'), audit: await ask('audit') };
}

/** Loki's own label for late records is left out. */
function toText(labels: Readonly<Record<string, string>>): string {
  const names = Object.keys(labels).filter((name) => name !== '__time_shard__');
  return names
    .sort()
    .map((name) => `${name}=${labels[name]}`)
    .join(' ');
}

/** A span, as far as it is looked at. */
export interface SeenSpan {
  readonly name: string;
  readonly attributes: readonly string[];
}

/** The spans of a trace by its id; undefined while there are none. */
export async function readTrace({ tempoUrl }: Reader, traceId: string): Promise<readonly SeenSpan[] | undefined> {
  const answer = await fetch(`${tempoUrl}/api/v2/traces/${traceId}`, { headers: { [HEADER_TENANT]: 'bots' } });
  const { trace } = (await answer.json()) as {
    trace: { resourceSpans?: { scopeSpans: { spans: { name: string; attributes?: { key: string }[] }[] }[] }[] };
  };
  return trace.resourceSpans?.flatMap(({ scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map(({ name, attributes = [] }) => ({ name, attributes: attributes.map(({ key }) => key) })),
    ),
  );
}

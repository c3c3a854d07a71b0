import { Readable } from 'node:stream';
import { retentionDays } from '@botscope/conventions';
import {
  assembleConversation,
  buildApiCallQueries,
  buildConversationQuery,
  collectRecords,
  createPager,
  toConversationFixture,
  toUnixNano,
  type Conversation,
  type LokiClient,
  type Pager,
  type PagerOptions,
  type QueryContexts,
  type RecordPage,
} from '@botscope/records';
import { SidecarError } from '../sidecar-error.ts';
import type { ExportRequest } from './read-export-request.ts';
import { renderNdjson } from './render-ndjson.ts';
import { renderText } from './render-text.ts';

/** What a download is made with. */
export interface ExportOptions {
  readonly client: LokiClient;
  readonly contexts: QueryContexts;
}

/** A download that has begun: something is there and the store answers. */
export interface OpenExport {
  readonly contentType: string;
  readonly body: Readable | string;
}

const DAY_MILLIS = 86_400_000;
const PAGE_SIZE = 500;
/** What has to be put together before it can be written stays in memory until then. */
const MOST_RECORDS = 20_000;

/**
 * A conversation in the form that is asked for. Its API records are in it where `withCalls`. NDJSON is written as it is
 * read, newest first, however long the conversation is. Rejects with a {@link SidecarError} where nothing is stored of it
 * or the store cannot be asked.
 */
export async function openExport(
  { address, format, turn }: ExportRequest,
  { client, contexts }: ExportOptions,
  withCalls: boolean,
  nowMillis: number,
): Promise<OpenExport> {
  const { bot, environment, uid } = address;
  const filter = { bots: [bot], environments: [environment], conversationId: uid };
  const calls = withCalls ? buildApiCallQueries(filter, await askStore(contexts.of('api-calls'))) : [];
  const queries = [buildConversationQuery(address, await askStore(contexts.of('records'))), ...calls];
  // As far back as a flagged one is kept.
  const startUnixNano = toUnixNano(nowMillis - retentionDays('pinned') * DAY_MILLIS);
  const range = { startUnixNano, endUnixNano: toUnixNano(nowMillis + DAY_MILLIS) };
  if (format === 'ndjson') return openNdjson({ client, queries, range, pageSize: PAGE_SIZE });
  const { records, complete } = await askStore(collectRecords({ client, queries, range, maxRecords: MOST_RECORDS }));
  const conversation = assembleConversation(records, { nowUnixNano: toUnixNano(nowMillis) });
  if (conversation === undefined) throw new SidecarError('nothing_to_export');
  if (format === 'text') {
    return { contentType: 'text/plain; charset=utf-8', body: renderText(conversation, complete) };
  }
  if (!complete) throw new SidecarError('export_too_large');
  return { contentType: 'application/json; charset=utf-8', body: renderFixture(conversation, turn) };
}

/** A fixture is played again from its beginning, or from one turn. */
function renderFixture(conversation: Conversation, turn: string | undefined): string {
  const turns = conversation.turns.filter(({ id }) => turn === undefined || id === turn);
  const fixture = toConversationFixture({ ...conversation, turns });
  if (fixture.turns.length === 0) throw new SidecarError('nothing_to_export', 'No ended turn is.');
  return `${JSON.stringify(fixture, undefined, 2)}\n`;
}

async function openNdjson(options: PagerOptions): Promise<OpenExport> {
  const pager = createPager(options);
  // The first page comes before the answer begins, while it can still say what is wrong.
  const first = await askStore(pager.nextPage());
  if (first.records.length === 0) throw new SidecarError('nothing_to_export');
  return { contentType: 'application/x-ndjson; charset=utf-8', body: Readable.from(renderPages(first, pager)) };
}

async function* renderPages(first: RecordPage, pager: Pager): AsyncGenerator<string> {
  for (let page = first; ; page = await pager.nextPage()) {
    yield page.records.map((record) => `${renderNdjson(record)}\n`).join('');
    if (page.done) return;
  }
}

async function askStore<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (error) {
    throw new SidecarError('store_down', error instanceof Error ? `${error.message}.` : undefined, error);
  }
}

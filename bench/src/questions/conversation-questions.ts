import {
  buildConversationQuery,
  buildLogQuery,
  buildRecordByUidQuery,
  buildTurnQuery,
  collectRecords,
  createConversationPager,
  type ConversationFilter,
  type LogFilter,
  type TimeRange,
} from '@botscope/records';
import { BOTS, FLOWS, toConversationId, toRareWord, toTurnId, toUid } from '../corpus/make-turn.ts';
import { askFirstPage, type PageQuestion } from './page-question.ts';

const DAY_NANOS = 86_400_000_000_000n;

function askList(name: string, filter: ConversationFilter, range: TimeRange): PageQuestion {
  return {
    name: `conversations: ${name}`,
    ask: async (client) =>
      (await createConversationPager({ client, filter, range, nowUnixNano: range.endUnixNano }).nextPage()).rows.length,
  };
}

/** Of the conversation list, with every filter that it has. `middle` is a conversation of the middle of the range. */
export function listListQuestions(range: TimeRange, middle: number): readonly PageQuestion[] {
  const lastDay = { ...range, startUnixNano: range.endUnixNano - DAY_NANOS };
  const filters: Readonly<Record<string, ConversationFilter>> = {
    'no filter': {},
    'with errors': { withErrors: true },
    'with failed calls': { withFailedCalls: true },
    channel: { channels: ['whatsapp'] },
    flow: { flows: [FLOWS[1] ?? ''] },
    'end user': { endUser: 'Person 123' },
    uid: { uid: toConversationId(middle) },
    'text of a message': { text: toRareWord(middle) },
    'search box': { search: toRareWord(middle) },
    'bot and environment': { bots: [BOTS[1].id], environments: ['production'] },
  };
  return [
    askList('no filter, one day', {}, lastDay),
    ...['channel', 'flow'].map((name) => askList(`${name}, one day`, filters[name] ?? {}, lastDay)),
    ...Object.entries(filters)
      .filter(([name]) => !['channel', 'flow'].includes(name))
      .map(([name, filter]) => askList(name, filter, range)),
  ];
}

/** Of the conversation page: by its link's times, by its UID alone, one turn, one record; and of log views. */
export function listConversationQuestions(
  range: TimeRange,
  middle: number,
  startUnixNano: bigint,
): readonly PageQuestion[] {
  const uid = toConversationId(middle);
  const around = { startUnixNano: startUnixNano - DAY_NANOS, endUnixNano: startUnixNano + DAY_NANOS };
  const bot = BOTS[middle % BOTS.length] ?? BOTS[0];
  const collect = (name: string, query: ReturnType<typeof buildConversationQuery>, within: TimeRange) => ({
    name: `conversation: ${name}`,
    ask: async (client: Parameters<PageQuestion['ask']>[0]) =>
      (await collectRecords({ client, queries: [query], range: within })).records.length,
  });
  const logs = (name: string, filter: LogFilter) => askFirstPage(`logs: ${name}`, [buildLogQuery(filter)], range);
  return [
    collect('by its link', buildConversationQuery({ uid, bot: bot.id, environment: bot.environment }), around),
    collect('by its UID alone', buildConversationQuery({ uid }), range),
    collect('one turn', buildTurnQuery({ uid, turnId: toTurnId(middle, 2) }), range),
    askFirstPage('conversation: one record', [buildRecordByUidQuery('records', toUid(middle, 2, 3))], range),
    logs('no filter', {}),
    logs('level', { minLevel: 'error' }),
    logs('label', { labels: ['cart'] }),
    logs('text', { text: 'no such words' }),
  ];
}

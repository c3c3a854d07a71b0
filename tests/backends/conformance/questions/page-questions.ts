import { TENANTS } from '@botscope/conventions';
import {
  buildApiCallQueries,
  buildAuditQuery,
  buildConversationQuery,
  buildEntityHistoryQuery,
  buildLogQuery,
  buildRecordByUidQuery,
  buildTurnHistogramQuery,
  buildTurnQuery,
  type LokiArea,
  type QueryContext,
} from '@botscope/records';
import { EVERYTHING } from '../filters/all-records.ts';
import type { NamedQuestion } from './check-questions.ts';
import { createQuestionKinds, toParameters } from './question-kinds.ts';

const TENANT_OF = { records: 'bots', 'api-calls': 'api', audit: 'audit' } as const;
const UIDS: Readonly<Record<LokiArea, readonly string[]>> = {
  records: ['t3-002', 'u00900', 'l-log-2-0', 'nobody'],
  'api-calls': ['u00251', 'big-ascii', 'big-wide', 'big-metadata', 'l-api-1-1'],
  audit: ['u00001', 'l-audit-2-3'],
};

/** Queries of the pages that name one thing, or everything, built for one kind of store. */
function listPageQuestions(nowUnixNano: bigint, where: string, context: QueryContext): NamedQuestion[] {
  const { entries, month } = createQuestionKinds(nowUnixNano);
  const ever = toParameters(month);
  const conversations = [
    { uid: 'conv-2' },
    { uid: 'conv-1', bot: 'shop', environment: 'staging' },
    { uid: 'conv-3', bot: 'a"b\\c' },
    { uid: 'talk 7' },
    { uid: 'late 2', bot: 'shop', environment: 'staging' },
    { uid: 'nothing "of" it' },
  ];
  const calls = buildApiCallQueries({}, context);
  return [
    ...conversations.map((address) =>
      entries(`conversation ${address.uid}`, 'bots', buildConversationQuery(address, context).logql, ever),
    ),
    ...[{ turnId: 'turn-1' }, { turnId: 'turn-2', uid: 'conv-1', bot: 'shop' }, { turnId: 'talk 7 turn 0' }].map(
      (address) => entries(`turn ${address.turnId}`, 'bots', buildTurnQuery(address, context).logql, ever),
    ),
    ...Object.entries(UIDS).flatMap(([area, uids]) =>
      uids.map((uid) => {
        const { logql } = buildRecordByUidQuery(area as LokiArea, uid, context);
        return entries(`record ${uid}`, TENANT_OF[area as LokiArea], logql, ever);
      }),
    ),
    entries('life of an entity', 'audit', buildEntityHistoryQuery({ type: 'card', id: '7' }, context).logql, ever),
    entries('all audit changes', 'audit', buildAuditQuery({ rows: [] }, nowUnixNano, context).logql, ever),
    ...calls.map(({ logql }) => entries('all calls', 'api', logql, ever)),
    entries('calls with a text in the largest bodies', 'api', textQuery('istanbul NEEDLE', context), ever),
    entries('calls with a wide text in the largest bodies', 'api', textQuery('🙂🙂🙂', context), ever),
    entries('all logs', 'bots', buildLogQuery({}, context).logql),
    entries('news of the list', 'bots', buildTurnHistogramQuery({}, context).logql, { limit: '500' }),
  ].map((question) => ({ ...question, name: `${question.name}, ${where}` }));
}

function textQuery(text: string, context: QueryContext): string {
  return buildApiCallQueries({ text }, context)[0]?.logql ?? '';
}

/** Every query of every page that selects entries without a filter, for stores that index our labels and for others. */
export function listEntryQuestions(nowUnixNano: bigint): NamedQuestion[] {
  const { entries, month } = createQuestionKinds(nowUnixNano);
  const large = { start: String(month.startUnixNano), end: String(nowUnixNano - 290_000_000_000n) };
  return [
    ...TENANTS.map((tenant) => entries(`all of ${tenant}, a month`, tenant, EVERYTHING, toParameters(month))),
    ...TENANTS.map((tenant) => ({
      ...entries(`all of ${tenant}, labels and metadata together`, tenant, EVERYTHING),
      categorized: false,
    })),
    entries('the largest bodies', 'api', EVERYTHING, large),
    ...listPageQuestions(nowUnixNano, 'labels indexed', {}),
    ...listPageQuestions(nowUnixNano, 'labels as metadata', { indexedLabels: new Set(['service_name']) }),
  ];
}

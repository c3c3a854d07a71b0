import {
  ATTR_BOT_ID,
  ATTR_CHANNEL,
  ATTR_CONVERSATION_ID,
  ATTR_ENDUSER_ID,
  ATTR_ENDUSER_NAME,
  ATTR_EVENT,
  ATTR_FLOW_ID,
  ATTR_FLOW_NAME,
  ATTR_LOG_LABEL,
  ATTR_RECORD_KIND,
  ATTR_RECORD_UID,
  ATTR_TURN_ID,
  EVENT_TURN_COMPLETED,
} from '@botscope/conventions';
import {
  buildConversationQuery,
  buildLogQuery,
  buildRecordByUidQuery,
  buildTurnHistogramQuery,
  buildTurnQuery,
  type ConversationFilter,
  type LogFilter,
} from '@botscope/records';
import { toConversationId, toTurnId, toUid } from '../corpus/make-turn.ts';
import { all, any, bodyContains, contains, isIn } from './sql.ts';
import type { StoreQuestion } from './store-question.ts';

const FLOW = 'refunds';
const USER = 'Person 123';
const ofFlow = any(isIn(ATTR_FLOW_ID, FLOW), isIn(ATTR_FLOW_NAME, FLOW));

type Asked<Filter> = readonly [name: string, filter: Filter, where: string];

function listTurnFilters(uid: string): readonly Asked<ConversationFilter>[] {
  return [
    ['no filter', {}, 'TRUE'],
    ['channel', { channels: ['whatsapp'] }, isIn(ATTR_CHANNEL, 'whatsapp')],
    ['flow', { flows: [FLOW] }, ofFlow],
    ['end user', { endUser: USER }, any(contains(ATTR_ENDUSER_ID, USER), contains(ATTR_ENDUSER_NAME, USER))],
    ['uid', { uid }, isIn(ATTR_CONVERSATION_ID, uid)],
    [
      'bot and environment',
      { bots: ['sales'], environments: ['production'] },
      all(isIn(ATTR_BOT_ID, 'sales'), `environment = 'production'`),
    ],
    [
      'three filters',
      { bots: ['sales'], channels: ['whatsapp'], flows: [FLOW] },
      all(isIn(ATTR_BOT_ID, 'sales'), isIn(ATTR_CHANNEL, 'whatsapp'), ofFlow),
    ],
  ];
}

const LOG_FILTERS: readonly Asked<LogFilter>[] = [
  ['no filter', {}, 'TRUE'],
  ['level', { minLevel: 'error' }, 'severity >= 17'],
  ['label', { labels: ['cart'] }, isIn(ATTR_LOG_LABEL, 'cart')],
  ['text that nothing contains', { text: 'no such words' }, bodyContains('no such words')],
];

/** Of turns as the conversation list asks for them, of the conversation page, and of log views. */
export function listConversationStoreQuestions(middle: number): readonly StoreQuestion[] {
  const [uid, turnId, recordUid] = [toConversationId(middle), toTurnId(middle, 2), toUid(middle, 2, 3)];
  const ask = (name: string, query: StoreQuestion['queries'][number], ...where: string[]): StoreQuestion => ({
    ...{ name, tenant: 'bots', queries: [query], where: all(...where) },
  });
  const isTurn = isIn(ATTR_EVENT, EVENT_TURN_COMPLETED);
  return [
    ...listTurnFilters(uid).map(([name, filter, where]) =>
      ask(`turns: ${name}`, buildTurnHistogramQuery(filter), isTurn, where),
    ),
    ask('conversation: by its UID', buildConversationQuery({ uid }), isIn(ATTR_CONVERSATION_ID, uid)),
    ask('conversation: one turn', buildTurnQuery({ uid, turnId }), isIn(ATTR_TURN_ID, turnId)),
    ask('conversation: one record', buildRecordByUidQuery('records', recordUid), isIn(ATTR_RECORD_UID, recordUid)),
    ...LOG_FILTERS.map(([name, filter, where]) =>
      ask(`logs: ${name}`, buildLogQuery(filter), isIn(ATTR_RECORD_KIND, 'log'), where),
    ),
  ];
}

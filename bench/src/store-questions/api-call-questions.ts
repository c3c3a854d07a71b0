import {
  ATTR_API_REQUEST_TYPE,
  ATTR_API_SOURCE_TYPE,
  ATTR_BOT_ID,
  ATTR_CONVERSATION_ID,
  ATTR_ERROR_TYPE,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_INTEGRATION_NAME,
  ATTR_OUTCOME,
  ATTR_RECORD_UID,
  ATTR_TURN_ID,
  TRANSPORT_ERROR_TYPES,
} from '@botscope/conventions';
import { buildApiCallQueries, buildRecordByUidQuery, type ApiCallFilter } from '@botscope/records';
import { toColumn } from '../store-corpus/columns.ts';
import { CALL_POSITION, toConversationId, toTurnId, toUid } from '../corpus/make-turn.ts';
import { all, any, bodyContains, isAbsent, isIn, isNotIn, not } from './sql.ts';
import type { StoreQuestion } from './store-question.ts';

const STATUS = toColumn(ATTR_HTTP_RESPONSE_STATUS_CODE);
const SERVER_ERRORS = `${STATUS} >= 500 AND ${STATUS} < 600`;

/** Of the API page, by each of its filters and by three at once. `recent` is a conversation of the last days. */
export function listApiCallStoreQuestions(recent: number): readonly StoreQuestion[] {
  const [uid, conversation, turn] = [toUid(recent, 1, CALL_POSITION), toConversationId(recent), toTurnId(recent, 1)];
  const ask = (name: string, filter: ApiCallFilter, where: string): StoreQuestion => ({
    ...{ name: `API: ${name}`, tenant: 'api', queries: buildApiCallQueries(filter), where },
  });
  return [
    ask('no filter', {}, 'TRUE'),
    ask('status error', { outcome: 'error' }, isIn(ATTR_OUTCOME, 'error')),
    ask('request type', { requestTypes: ['GET', 'C2E'] }, isIn(ATTR_API_REQUEST_TYPE, 'GET', 'C2E')),
    ask('response code', { responseCodes: ['404'] }, `${STATUS} = 404`),
    ask('response class', { responseCodes: ['5xx'] }, SERVER_ERRORS),
    ask('without answer', { responseCodes: ['none'] }, isAbsent(ATTR_HTTP_RESPONSE_STATUS_CODE)),
    ask('integration', { integrations: ['stripe'] }, isIn(ATTR_INTEGRATION_NAME, 'stripe')),
    ask('source', { sourceTypes: ['agent_inbox'] }, isIn(ATTR_API_SOURCE_TYPE, 'agent_inbox')),
    ask('bot', { bots: ['sales'] }, isIn(ATTR_BOT_ID, 'sales')),
    ask('environment', { environments: ['sandbox'] }, `environment = 'sandbox'`),
    ask(
      'reachable ones',
      { hideUnreachable: true },
      any(not(isAbsent(ATTR_HTTP_RESPONSE_STATUS_CODE)), isNotIn(ATTR_ERROR_TYPE, ...TRANSPORT_ERROR_TYPES)),
    ),
    ask('frequent text', { text: 'items' }, bodyContains('items')),
    ask('text that nothing contains', { text: 'no such words' }, bodyContains('no such words')),
    ask('text beyond ASCII', { text: 'Größe' }, bodyContains('Größe')),
    ask('text that is an id', { text: uid }, any(bodyContains(uid), isIn(ATTR_RECORD_UID, uid))),
    ask('one conversation', { conversationId: conversation }, isIn(ATTR_CONVERSATION_ID, conversation)),
    ask('one turn', { turnId: turn }, isIn(ATTR_TURN_ID, turn)),
    ask(
      'three filters',
      { outcome: 'error', integrations: ['zendesk'], responseCodes: ['5xx'] },
      all(isIn(ATTR_OUTCOME, 'error'), isIn(ATTR_INTEGRATION_NAME, 'zendesk'), SERVER_ERRORS),
    ),
    {
      ...{ name: 'API: one call', tenant: 'api', queries: [buildRecordByUidQuery('api-calls', uid)] },
      where: isIn(ATTR_RECORD_UID, uid),
    },
  ];
}

import { buildApiCallQueries, buildRecordByUidQuery, type ApiCallFilter, type TimeRange } from '@botscope/records';
import { CALL_POSITION, toConversationId, toTurnId, toUid } from '../corpus/make-turn.ts';
import { askFirstPage, type PageQuestion } from './page-question.ts';

/** Of the API page: the list by each of its filters, free texts, one call. `recent` is a conversation of the last days. */
export function listApiCallQuestions(range: TimeRange, recent: number): readonly PageQuestion[] {
  const uid = toUid(recent, 1, CALL_POSITION);
  const filters: Readonly<Record<string, ApiCallFilter>> = {
    'no filter': {},
    'status error': { outcome: 'error' },
    'request type': { requestTypes: ['GET', 'C2E'] },
    'response code': { responseCodes: ['404'] },
    'response class': { responseCodes: ['5xx'] },
    'without answer': { responseCodes: ['none'] },
    integration: { integrations: ['stripe'] },
    source: { sourceTypes: ['agent_inbox'] },
    bot: { bots: ['sales'] },
    environment: { environments: ['sandbox'] },
    'reachable ones': { hideUnreachable: true },
    'frequent text': { text: 'items' },
    'text that nothing contains': { text: 'no such words' },
    'text beyond ASCII': { text: 'Größe' },
    'text that is an id': { text: uid },
    'one conversation': { conversationId: toConversationId(recent) },
    'one turn': { turnId: toTurnId(recent, 1) },
    'three filters': { outcome: 'error', integrations: ['zendesk'], responseCodes: ['5xx'] },
  };
  return [
    ...Object.entries(filters).map(([name, filter]) =>
      askFirstPage(`API: ${name}`, buildApiCallQueries(filter), range),
    ),
    askFirstPage('API: one call', [buildRecordByUidQuery('api-calls', uid)], range),
  ];
}

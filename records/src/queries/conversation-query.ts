import { anyOf, isNoneOf, isOneOf } from '../logql/condition.ts';
import { LABEL } from '../logql/label-names.ts';
import type { Matcher } from '../logql/log-query.ts';
import type { LokiArea } from '../loki/loki-transport.ts';
import { CONVERSATION_LABELS, toPlaceConditions } from './place-condition.ts';
import { toRecordQuery, type ConversationAddress, type QueryContext, type RecordQuery } from './record-query.ts';

const KINDS_OF_AREA: Readonly<Record<LokiArea, readonly string[]>> = {
  records: ['conversation', 'step', 'log'],
  'api-calls': ['api', 'alert'],
  audit: ['audit'],
};

/** All records of one conversation that `conversations:read` covers. */
export function buildConversationQuery(address: ConversationAddress, context?: QueryContext): RecordQuery {
  const conditions = toPlaceConditions({ conversationId: address.uid });
  return toRecordQuery('records', { matchers: toMatchers('records', address), conditions }, context);
}

/**
 * Everything that `conversations:read` covers and that belongs to a conversation: of one conversation, or of all of a
 * bot, an environment or both.
 */
export function buildLiveQuery(address: Partial<ConversationAddress>, context?: QueryContext): RecordQuery {
  const { uid, ...place } = address;
  if (uid !== undefined) return buildConversationQuery({ ...place, uid }, context);
  const conditions = [anyOf(CONVERSATION_LABELS.map((name) => isNoneOf(name, [''])))];
  return toRecordQuery('records', { matchers: toMatchers('records', place), conditions }, context);
}

/** All records of one turn that `conversations:read` covers. */
export function buildTurnQuery(
  address: Partial<ConversationAddress> & { readonly turnId: string },
  context?: QueryContext,
): RecordQuery {
  const { uid, turnId } = address;
  const conditions = toPlaceConditions({ turnId, ...(uid === undefined ? {} : { conversationId: uid }) });
  return toRecordQuery('records', { matchers: toMatchers('records', address), conditions }, context);
}

/** One record by its uid. */
export function buildRecordByUidQuery(area: LokiArea, uid: string, context?: QueryContext): RecordQuery {
  return toRecordQuery(area, { matchers: toMatchers(area, {}), conditions: [isOneOf(LABEL.uid, [uid])] }, context);
}

function toMatchers(area: LokiArea, { environment, bot }: Partial<ConversationAddress>): readonly Matcher[] {
  return [
    { name: LABEL.kind, values: KINDS_OF_AREA[area] },
    { name: LABEL.environment, values: environment === undefined || environment === '' ? [] : [environment] },
    { name: LABEL.bot, values: bot === undefined || bot === '' ? [] : [bot] },
  ];
}

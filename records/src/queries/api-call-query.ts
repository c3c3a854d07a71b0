import { TRANSPORT_ERROR_TYPES } from '@botscope/conventions';
import type { ApiCallFilter } from '../filters/api-call-filter.ts';
import { looksLikeId } from '../filters/id-shape.ts';
import { parseResponseCode } from '../filters/response-code.ts';
import { allOf, anyOf, isNoneOf, isOneOf, someIs, type Condition } from '../logql/condition.ts';
import { LABEL } from '../logql/label-names.ts';
import type { LogQuery, Matcher } from '../logql/log-query.ts';
import { toPlaceConditions } from './place-condition.ts';
import { toRecordQuery, type QueryContext, type RecordQuery } from './record-query.ts';

const ID_LABELS = [
  LABEL.uid,
  LABEL.conversation,
  LABEL.session,
  LABEL.turn,
  LABEL.traceId,
  LABEL.spanId,
  LABEL.endUserId,
  LABEL.endUserPseudoId,
];

/**
 * API calls and script exceptions. The second query, for a text that looks like an id, finds ids that stand only in
 * the metadata, where a line filter does not look; LogQL cannot ask for either in one query. Merge both in one pager.
 */
export function buildApiCallQueries(filter: ApiCallFilter, context?: QueryContext): readonly RecordQuery[] {
  const query = toApiCallLogQuery(filter);
  const text = filter.text ?? '';
  const byText = toRecordQuery('api-calls', { ...query, text }, context);
  if (!looksLikeId(text)) return [byText];
  const conditions = [...query.conditions, someIs(ID_LABELS, text)];
  return [byText, toRecordQuery('api-calls', { ...query, conditions }, context)];
}

function toApiCallLogQuery(filter: ApiCallFilter): LogQuery {
  return {
    matchers: toMatchers(filter),
    conditions: [
      ...toSetConditions(filter),
      ...toCodeConditions(filter.responseCodes ?? []),
      ...(filter.hideUnreachable ? [answered()] : []),
      ...toPlaceConditions(filter),
    ],
  };
}

function toMatchers(filter: ApiCallFilter): readonly Matcher[] {
  return [
    { name: LABEL.kind, values: ['api'] },
    { name: LABEL.environment, values: filter.environments ?? [] },
    { name: LABEL.bot, values: filter.bots ?? [] },
    { name: LABEL.outcome, values: filter.outcome === undefined ? [] : [filter.outcome] },
  ];
}

function toSetConditions(filter: ApiCallFilter): readonly Condition[] {
  const sets: readonly (readonly [string, readonly string[] | undefined])[] = [
    [LABEL.requestType, filter.requestTypes],
    [LABEL.integration, filter.integrations],
    [LABEL.sourceType, filter.sourceTypes],
  ];
  return sets.flatMap(([name, values = []]) => (values.length === 0 ? [] : [isOneOf(name, values)]));
}

function toCodeConditions(codes: readonly string[]): readonly Condition[] {
  // Equality first: a code that is no number then never reaches a comparison that would mark it as an error.
  const conditions = codes.map(toCodeCondition).sort((a, b) => Number('allOf' in a) - Number('allOf' in b));
  return conditions.length === 0 ? [] : [anyOf(conditions)];
}

function toCodeCondition(value: string): Condition {
  const name = LABEL.statusCode;
  const rule = parseResponseCode(value);
  if (rule.kind === 'none') return isOneOf(name, ['']);
  if (rule.kind === 'code') return isOneOf(name, [rule.code]);
  return allOf([
    { name, operator: '>=', number: rule.from },
    { name, operator: '<', number: rule.below },
  ]);
}

function answered(): Condition {
  return anyOf([isNoneOf(LABEL.statusCode, ['']), isNoneOf(LABEL.errorType, TRANSPORT_ERROR_TYPES)]);
}

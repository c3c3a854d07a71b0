import { EVENT_FLOW_COMPLETED, EVENT_STEP_COMPLETED, EVENT_TURN_COMPLETED } from '@botscope/conventions';
import { isNoneOf, isOneOf, type Condition } from '../logql/condition.ts';
import { LABEL } from '../logql/label-names.ts';
import { toRecordQuery, type QueryContext, type RecordQuery } from '../queries/record-query.ts';
import type { FlowFilter, FlowKey } from './flow-row.ts';

/** States in which a turn may leave a conversation: it is over, or somebody else's turn. */
const GOOD_ENDS = ['ended', 'waiting_for_input', 'waiting_for_event'];

/** Ends of runs. */
export function buildFlowQuery(filter: FlowFilter, context?: QueryContext): RecordQuery {
  return toFlowQuery(filter, [isOneOf(LABEL.event, [EVENT_FLOW_COMPLETED]), hasFlow(filter)], context);
}

/** Ends of steps of flows. */
export function buildFlowStepQuery(
  filter: FlowFilter | FlowKey,
  conditions: readonly Condition[] = [],
  context?: QueryContext,
): RecordQuery {
  return toFlowQuery(filter, [isOneOf(LABEL.event, [EVENT_STEP_COMPLETED]), hasFlow(filter), ...conditions], context);
}

/** Ends of turns that were begun by a flow and left the conversation without an end or a wait. */
export function buildDropOffQuery(filter: FlowFilter | FlowKey, context?: QueryContext): RecordQuery {
  const conditions = [
    isOneOf(LABEL.event, [EVENT_TURN_COMPLETED]),
    hasFlow(filter),
    isNoneOf(LABEL.controllerState, GOOD_ENDS),
  ];
  return toFlowQuery(filter, conditions, context);
}

/** LogQL: a fold such as `max_over_time` of a number of the records, one series per set of label values. */
export function buildFold(
  { logql }: RecordQuery,
  fold: { readonly operation: string; readonly of: string; readonly by: readonly string[] },
  rangeSeconds: number,
): string {
  const notPinned = `| ${LABEL.retention} = ""`;
  const samples = `${logql} ${notPinned} | unwrap ${fold.of} | __error__=""`;
  return `${fold.operation}${samples} [${rangeSeconds}s]) by (${fold.by.join(', ')})`;
}

function hasFlow(filter: FlowFilter | FlowKey): Condition {
  return 'id' in filter ? isOneOf(LABEL.flowId, [filter.id]) : isNoneOf(LABEL.flowId, ['']);
}

function toFlowQuery(
  { bot, environment }: FlowFilter | FlowKey,
  conditions: readonly Condition[],
  context?: QueryContext,
): RecordQuery {
  const matchers = [
    { name: LABEL.kind, values: ['step'] },
    { name: LABEL.environment, values: environment === undefined || environment === '' ? [] : [environment] },
    { name: LABEL.bot, values: bot === undefined || bot === '' ? [] : [bot] },
  ];
  return toRecordQuery('records', { matchers, conditions }, context);
}

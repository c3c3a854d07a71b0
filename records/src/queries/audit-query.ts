import { EVENT_AUDIT_CHECKPOINT } from '@botscope/conventions';
import type { AuditFilter, AuditFilterRow } from '../filters/audit-filter.ts';
import { resolveAuditTime, toAuditIdTime } from '../filters/audit-time.ts';
import { isNoneOf, isOneOf, matchesAny, someContains, someIs, type Condition } from '../logql/condition.ts';
import { buildIdOrderRegexes } from '../logql/id-order.ts';
import { LABEL } from '../logql/label-names.ts';
import type { LogQuery } from '../logql/log-query.ts';
import { containsRegex } from '../logql/regex-text.ts';
import type { TimeRange } from '../time-range.ts';
import { toRecordQuery, type QueryContext, type RecordQuery } from './record-query.ts';

type Row<Column> = Extract<AuditFilterRow, { column: Column }>;
type Bounds = Partial<TimeRange>;

const USER_LABELS = [LABEL.userName, LABEL.userEmail, LABEL.userId];
const ENTITY_LABELS = [LABEL.entityType, LABEL.entityName];

/** Ids of one chain never repeat, so that under load they run ahead of the clock; and hosts' clocks differ. */
const ID_TIME_SLACK_NANOS = 60_000_000_000n;

/**
 * Audit changes. Relative times count back from `nowUnixNano`: resolve them once per search and use the query for all
 * its pages. Throws {@link FilterValueError} for a value that cannot be compared.
 */
export function buildAuditQuery(filter: AuditFilter, nowUnixNano: bigint, context?: QueryContext): RecordQuery {
  const bounds = filter.rows.map((row) => toBounds(row, nowUnixNano)).reduce(intersect, {});
  const query = toAuditLogQuery(filter, filter.rows.flatMap(toConditions));
  return toRecordQuery('audit', query, context, bounds);
}

/** The whole life of one entity. */
export function buildEntityHistoryQuery(
  entity: { readonly type: string; readonly id: string },
  context?: QueryContext,
): RecordQuery {
  const conditions = [isOneOf(LABEL.entityType, [entity.type]), isOneOf(LABEL.entityId, [entity.id])];
  return toRecordQuery('audit', toAuditLogQuery({}, conditions), context);
}

function toAuditLogQuery(filter: Omit<AuditFilter, 'rows'>, conditions: readonly Condition[]): LogQuery {
  return {
    matchers: [
      { name: LABEL.kind, values: ['audit'] },
      { name: LABEL.environment, values: filter.environments ?? [] },
      { name: LABEL.bot, values: filter.bots ?? [] },
    ],
    conditions: [isNoneOf(LABEL.event, [EVENT_AUDIT_CHECKPOINT]), ...conditions],
  };
}

function toConditions(row: AuditFilterRow): readonly Condition[] {
  switch (row.column) {
    case 'id':
      return [toIdCondition(LABEL.auditId, row)];
    case 'entityId':
      return [toIdCondition(LABEL.entityId, row)];
    case 'user':
      return row.operator === 'equals'
        ? [someIs(USER_LABELS, row.value)]
        : USER_LABELS.map((name) => isNoneOf(name, [row.value]));
    case 'action':
      if (row.values.length === 0) return [];
      return [(row.operator === 'equals' ? isOneOf : isNoneOf)(LABEL.auditAction, row.values)];
    case 'entityName':
      return toEntityNameConditions(row);
    case 'timestamp':
      return [];
  }
}

function toIdCondition(name: string, row: Row<'id' | 'entityId'>): Condition {
  if (row.operator === 'equals') return isOneOf(name, [row.value]);
  if (row.operator === 'notEquals') return isNoneOf(name, [row.value]);
  return matchesAny(name, buildIdOrderRegexes(row.operator, row.value));
}

function toEntityNameConditions({ operator, value }: Row<'entityName'>): readonly Condition[] {
  switch (operator) {
    case 'equals':
      return [someIs(ENTITY_LABELS, value)];
    case 'notEquals':
      return ENTITY_LABELS.map((name) => isNoneOf(name, [value]));
    case 'contains':
      return [someContains(ENTITY_LABELS, value)];
    case 'notContains':
      return ENTITY_LABELS.map((name) => ({ name, operator: '!~', regex: containsRegex(value) }));
  }
}

function toBounds(row: AuditFilterRow, nowUnixNano: bigint): Bounds {
  if (row.column === 'timestamp') {
    const time = resolveAuditTime(row.time, nowUnixNano);
    return row.operator === 'greaterThan' ? { startUnixNano: time + 1n } : { endUnixNano: time };
  }
  return row.column === 'id' ? toIdBounds(row) : {};
}

function toIdBounds({ operator, value }: Row<'id' | 'entityId'>): Bounds {
  const time = toAuditIdTime(value);
  if (time === undefined || operator === 'notEquals') return {};
  const after = { startUnixNano: time - ID_TIME_SLACK_NANOS };
  const before = { endUnixNano: time + ID_TIME_SLACK_NANOS };
  if (operator === 'equals') return { ...after, ...before };
  return operator === 'greaterThan' ? after : before;
}

function intersect(a: Bounds, b: Bounds): Bounds {
  const start = [a.startUnixNano, b.startUnixNano].filter((time) => time !== undefined);
  const end = [a.endUnixNano, b.endUnixNano].filter((time) => time !== undefined);
  return {
    ...(start.length > 0 ? { startUnixNano: start.reduce((x, y) => (x > y ? x : y)) } : {}),
    ...(end.length > 0 ? { endUnixNano: end.reduce((x, y) => (x < y ? x : y)) } : {}),
  };
}

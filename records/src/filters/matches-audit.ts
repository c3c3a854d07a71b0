import {
  ATTR_AUDIT_ENTITY_NAME,
  ATTR_AUDIT_ENTITY_TYPE,
  ATTR_USER_EMAIL,
  ATTR_USER_ID,
  ATTR_USER_NAME,
} from '@botscope/conventions';
import { isInIdOrder } from '../logql/id-order.ts';
import type { AuditRecord, BotRecord } from '../record/bot-record.ts';
import { readAttribute } from '../record/read-attribute.ts';
import type { AuditFilter, AuditFilterRow } from './audit-filter.ts';
import { resolveAuditTime } from './audit-time.ts';
import { accepts, containsText } from './text-match.ts';

/**
 * Whether a record is an audit change that the filter asks for, decided without a store. Relative times count back
 * from `nowUnixNano`.
 */
export function matchesAudit(record: BotRecord, filter: AuditFilter, nowUnixNano: bigint): record is AuditRecord {
  return (
    record.type === 'audit' &&
    accepts(filter.environments, record.environment) &&
    accepts(filter.bots, record.botId) &&
    filter.rows.every((row) => matchesRow(record, row, nowUnixNano))
  );
}

function matchesRow(record: AuditRecord, row: AuditFilterRow, nowUnixNano: bigint): boolean {
  switch (row.column) {
    case 'id':
      return matchesId(record.auditId ?? '', row);
    case 'entityId':
      return matchesId(record.entityId ?? '', row);
    case 'user':
      return readAll(record, [ATTR_USER_NAME, ATTR_USER_EMAIL, ATTR_USER_ID]).includes(row.value) === isPositive(row);
    case 'action':
      return row.values.length === 0 || row.values.includes(record.action ?? '') === isPositive(row);
    case 'entityName':
      return matchesEntityName(record, row);
    case 'timestamp': {
      const time = resolveAuditTime(row.time, nowUnixNano);
      return row.operator === 'greaterThan' ? record.timestampUnixNano > time : record.timestampUnixNano < time;
    }
  }
}

function matchesId(id: string, row: Extract<AuditFilterRow, { column: 'id' | 'entityId' }>): boolean {
  if (row.operator === 'equals' || row.operator === 'notEquals') return (id === row.value) === isPositive(row);
  return isInIdOrder(id, row.operator, row.value);
}

function matchesEntityName(record: AuditRecord, row: Extract<AuditFilterRow, { column: 'entityName' }>): boolean {
  const names = readAll(record, [ATTR_AUDIT_ENTITY_TYPE, ATTR_AUDIT_ENTITY_NAME]);
  const exact = row.operator === 'equals' || row.operator === 'notEquals';
  const found = names.some((name) => (exact ? name === row.value : containsText(name, row.value)));
  return found === isPositive(row);
}

function isPositive({ operator }: AuditFilterRow): boolean {
  return operator === 'equals' || operator === 'contains';
}

function readAll(record: BotRecord, attributes: readonly string[]): readonly string[] {
  return attributes.map((attribute) => readAttribute(record, attribute) ?? '');
}

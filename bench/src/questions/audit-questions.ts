import {
  buildAuditQuery,
  buildEntityHistoryQuery,
  buildRecordByUidQuery,
  type AuditFilterRow,
  type TimeRange,
} from '@botscope/records';
import { toChangeUid, toEntityId } from '../corpus/make-audit-change.ts';
import { askFirstPage, type PageQuestion } from './page-question.ts';

/** Of the audit page: every operator of every column, several at once, one entity, one entry. */
export function listAuditQuestions(range: TimeRange, changes: number): readonly PageQuestion[] {
  const now = range.endUnixNano;
  const middle = (range.startUnixNano + now) / 2n;
  const entityId = toEntityId(Math.floor(changes / 2));
  const rows: Readonly<Record<string, readonly AuditFilterRow[]>> = {
    'no filter': [],
    'id equals': [{ column: 'id', operator: 'equals', value: String(middle) }],
    'id not equal': [{ column: 'id', operator: 'notEquals', value: String(middle) }],
    'id greater': [{ column: 'id', operator: 'greaterThan', value: String(middle) }],
    'id less': [{ column: 'id', operator: 'lessThan', value: String(middle) }],
    'user equals': [{ column: 'user', operator: 'equals', value: 'person-3@example.com' }],
    'user not equal': [{ column: 'user', operator: 'notEquals', value: 'person-3' }],
    action: [{ column: 'action', operator: 'equals', values: ['CREATED', 'DELETED'] }],
    'entity name equals': [{ column: 'entityName', operator: 'equals', value: 'Welcome 17' }],
    'entity name not equal': [{ column: 'entityName', operator: 'notEquals', value: 'Welcome 17' }],
    'entity name contains': [{ column: 'entityName', operator: 'contains', value: 'come 39' }],
    'entity name contains not': [{ column: 'entityName', operator: 'notContains', value: 'come 39' }],
    'entity id equals': [{ column: 'entityId', operator: 'equals', value: entityId }],
    'entity id greater': [{ column: 'entityId', operator: 'greaterThan', value: '1390' }],
    'entity id less': [{ column: 'entityId', operator: 'lessThan', value: '1010' }],
    'time after': [{ column: 'timestamp', operator: 'greaterThan', time: { kind: 'absolute', unixNano: middle } }],
    'time before': [{ column: 'timestamp', operator: 'lessThan', time: { kind: 'absolute', unixNano: middle } }],
    'three filters': [
      { column: 'user', operator: 'equals', value: 'person-3' },
      { column: 'action', operator: 'equals', values: ['UPDATED'] },
      { column: 'entityName', operator: 'contains', value: 'come 3' },
    ],
  };
  return [
    ...Object.entries(rows).map(([name, filter]) =>
      askFirstPage(`audit: ${name}`, [buildAuditQuery({ rows: filter }, now)], range),
    ),
    askFirstPage('audit: bot', [buildAuditQuery({ rows: [], bots: ['sales'] }, now)], range),
    askFirstPage('audit: one entity', [buildEntityHistoryQuery({ type: 'card', id: '1040' })], range),
    askFirstPage('audit: one entry', [buildRecordByUidQuery('audit', toChangeUid(Math.floor(changes / 2)))], range),
  ];
}

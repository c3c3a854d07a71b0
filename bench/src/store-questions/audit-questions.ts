import {
  ATTR_AUDIT_ACTION,
  ATTR_AUDIT_ENTITY_ID,
  ATTR_AUDIT_ENTITY_NAME,
  ATTR_AUDIT_ENTITY_TYPE,
  ATTR_AUDIT_ID,
  ATTR_BOT_ID,
  ATTR_RECORD_UID,
  ATTR_USER_EMAIL,
  ATTR_USER_ID,
  ATTR_USER_NAME,
} from '@botscope/conventions';
import {
  buildAuditQuery,
  buildEntityHistoryQuery,
  buildRecordByUidQuery,
  type AuditFilterRow,
  type TimeRange,
} from '@botscope/records';
import { toChangeUid, toEntityId } from '../corpus/make-audit-change.ts';
import { all, any, compares, contains, isIn, not } from './sql.ts';
import type { StoreQuestion } from './store-question.ts';

const ofUser = (value: string): string =>
  any(...[ATTR_USER_NAME, ATTR_USER_EMAIL, ATTR_USER_ID].map((name) => isIn(name, value)));
const ENTITY_NAMES = [ATTR_AUDIT_ENTITY_TYPE, ATTR_AUDIT_ENTITY_NAME];
const ofEntity = (value: string): string => any(...ENTITY_NAMES.map((name) => isIn(name, value)));
const ofEntityLike = (text: string): string => any(...ENTITY_NAMES.map((name) => contains(name, text)));

type Asked = readonly [name: string, rows: readonly AuditFilterRow[], where: string];

function listUserAndEntityRows(entityId: string): readonly Asked[] {
  return [
    ['user equals', [{ column: 'user', operator: 'equals', value: 'person-3' }], ofUser('person-3')],
    ['user not equal', [{ column: 'user', operator: 'notEquals', value: 'person-3' }], not(ofUser('person-3'))],
    [
      'action',
      [{ column: 'action', operator: 'equals', values: ['CREATED', 'DELETED'] }],
      isIn(ATTR_AUDIT_ACTION, 'CREATED', 'DELETED'),
    ],
    ['entity name equals', [{ column: 'entityName', operator: 'equals', value: 'Welcome 17' }], ofEntity('Welcome 17')],
    [
      'entity name not equal',
      [{ column: 'entityName', operator: 'notEquals', value: 'Welcome 17' }],
      not(ofEntity('Welcome 17')),
    ],
    [
      'entity name contains',
      [{ column: 'entityName', operator: 'contains', value: 'come 39' }],
      ofEntityLike('come 39'),
    ],
    [
      'entity name contains not',
      [{ column: 'entityName', operator: 'notContains', value: 'come 39' }],
      not(ofEntityLike('come 39')),
    ],
    [
      'entity id equals',
      [{ column: 'entityId', operator: 'equals', value: entityId }],
      isIn(ATTR_AUDIT_ENTITY_ID, entityId),
    ],
    [
      'entity id greater',
      [{ column: 'entityId', operator: 'greaterThan', value: '1390' }],
      compares(ATTR_AUDIT_ENTITY_ID, '>', 1390n),
    ],
    [
      'entity id less',
      [{ column: 'entityId', operator: 'lessThan', value: '1010' }],
      compares(ATTR_AUDIT_ENTITY_ID, '<', 1010n),
    ],
    [
      'three filters',
      [
        { column: 'user', operator: 'equals', value: 'person-3' },
        { column: 'action', operator: 'equals', values: ['UPDATED'] },
        { column: 'entityName', operator: 'contains', value: 'come 3' },
      ],
      all(ofUser('person-3'), isIn(ATTR_AUDIT_ACTION, 'UPDATED'), ofEntityLike('come 3')),
    ],
  ];
}

function listIdAndTimeRows(middle: bigint): readonly Asked[] {
  const value = String(middle);
  const unixNano = { kind: 'absolute', unixNano: middle } as const;
  return [
    ['no filter', [], 'TRUE'],
    ['id equals', [{ column: 'id', operator: 'equals', value }], isIn(ATTR_AUDIT_ID, value)],
    ['id not equal', [{ column: 'id', operator: 'notEquals', value }], not(isIn(ATTR_AUDIT_ID, value))],
    ['id greater', [{ column: 'id', operator: 'greaterThan', value }], compares(ATTR_AUDIT_ID, '>', middle)],
    ['id less', [{ column: 'id', operator: 'lessThan', value }], compares(ATTR_AUDIT_ID, '<', middle)],
    ['time after', [{ column: 'timestamp', operator: 'greaterThan', time: unixNano }], `ts > ${middle}`],
    ['time before', [{ column: 'timestamp', operator: 'lessThan', time: unixNano }], `ts < ${middle}`],
  ];
}

/** Of the audit page: every operator of every column, several at once, a bot, one entity, one entry. */
export function listAuditStoreQuestions(range: TimeRange, changes: number): readonly StoreQuestion[] {
  const now = range.endUnixNano;
  const half = Math.floor(changes / 2);
  const asked = [...listIdAndTimeRows((range.startUnixNano + now) / 2n), ...listUserAndEntityRows(toEntityId(half))];
  const ask = (name: string, queries: StoreQuestion['queries'], where: string): StoreQuestion => ({
    ...{ name: `audit: ${name}`, tenant: 'audit', queries, where },
  });
  const uid = toChangeUid(half);
  return [
    ...asked.map(([name, rows, where]) => ask(name, [buildAuditQuery({ rows }, now)], where)),
    ask('bot', [buildAuditQuery({ rows: [], bots: ['sales'] }, now)], isIn(ATTR_BOT_ID, 'sales')),
    ask(
      'one entity',
      [buildEntityHistoryQuery({ type: 'card', id: '1040' })],
      all(isIn(ATTR_AUDIT_ENTITY_TYPE, 'card'), isIn(ATTR_AUDIT_ENTITY_ID, '1040')),
    ),
    ask('one entry', [buildRecordByUidQuery('audit', uid)], isIn(ATTR_RECORD_UID, uid)),
  ];
}

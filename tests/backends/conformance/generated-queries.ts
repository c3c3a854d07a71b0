import type { Tenant } from '@botscope/conventions';
import {
  buildApiCallQueries,
  buildAuditQuery,
  buildLogQuery,
  matchesApiCall,
  matchesAudit,
  matchesLog,
  type ApiCallFilter,
  type AuditFilter,
  type AuditFilterRow,
  type BotRecord,
  type LogFilter,
  type RecordQuery,
} from '@botscope/records';
import fc from 'fast-check';
import { BOTS, ENVIRONMENTS, IDS, NAMES, SPAN_NANOS, TEXTS, USERS } from './corpus.ts';

/** What a page may ask, with what its filter means by our own evaluation. */
export interface GeneratedQuery {
  readonly tenant: Tenant;
  /** Their answers are merged. */
  readonly queries: readonly RecordQuery[];
  readonly matches: (record: BotRecord) => boolean;
  /** Columns and operators of an audit filter, such as `entityId greaterThan`. */
  readonly operators: readonly string[];
}

const some = <T>(values: readonly T[]) => fc.constantFrom(...values);
const maybe = <T>(values: readonly T[]) => fc.option(some(values), { nil: undefined });
const set = <T>(values: readonly T[]) =>
  fc.option(fc.uniqueArray(some(values), { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 1 });
const order = some(['equals', 'notEquals', 'greaterThan', 'lessThan'] as const);
const equality = some(['equals', 'notEquals'] as const);
const names = some(['equals', 'notEquals', 'contains', 'notContains'] as const);
const level = some(['debug', 'info', 'warning', 'error'] as const);

function auditRows(nowUnixNano: bigint): fc.Arbitrary<AuditFilterRow> {
  const time = fc
    .integer({ min: -SPAN_NANOS, max: 0 })
    .map((offset) => ({ kind: 'absolute' as const, unixNano: nowUnixNano + BigInt(offset) }));
  return fc.oneof(
    fc.record({ column: some(['id', 'entityId'] as const), operator: order, value: some(IDS) }),
    fc.record({ column: fc.constant('user' as const), operator: equality, value: some(USERS) }),
    fc.record({
      column: fc.constant('action' as const),
      operator: equality,
      values: fc.uniqueArray(some(['CREATED', 'UPDATED', 'DELETED']), { minLength: 1, maxLength: 2 }),
    }),
    fc.record({
      column: fc.constant('entityName' as const),
      operator: names,
      value: some([...NAMES, 'elco', '.', 'ü', 'E\nB']),
    }),
    fc.record({
      column: fc.constant('timestamp' as const),
      operator: some(['greaterThan', 'lessThan'] as const),
      time,
    }),
  );
}

const apiCallFilter: fc.Arbitrary<ApiCallFilter> = fc.record({
  environments: set(ENVIRONMENTS),
  bots: set(BOTS),
  outcome: maybe(['success', 'error'] as const),
  requestTypes: set(['GET', 'C2E']),
  responseCodes: set(['404', 'odd', 'none', '2xx', '5xx']),
  integrations: set(['twilio']),
  hideUnreachable: fc.option(fc.boolean(), { nil: undefined }),
  text: fc.option(some([...TEXTS, 'fund', 'conv-3', 'turn-2']), { nil: undefined, freq: 2 }),
  conversationId: fc.option(some(['conv-1', 'conv-2']), { nil: undefined, freq: 2 }),
});
const logFilter: fc.Arbitrary<LogFilter> = fc.record({
  environments: set(ENVIRONMENTS),
  minLevel: fc.option(level, { nil: undefined }),
  levels: fc.option(fc.uniqueArray(level, { maxLength: 2 }), { nil: undefined }),
  labels: set(['Test', 'cart']),
  turnId: maybe(['turn-1']),
  text: fc.option(some(TEXTS), { nil: undefined, freq: 2 }),
});
/** A store that indexes our labels, and queries as for one that has them as metadata. */
const context = some([{}, { indexedLabels: new Set(['service_name']) }]);

/** Filters of the audit, API and log pages. `nowUnixNano` is the time of the newest record. */
export function generatedQueries(nowUnixNano: bigint): fc.Arbitrary<GeneratedQuery> {
  const auditFilter: fc.Arbitrary<AuditFilter> = fc.record({
    environments: set(ENVIRONMENTS),
    bots: set(BOTS),
    rows: fc.array(auditRows(nowUnixNano), { minLength: 1, maxLength: 2 }),
  });
  return fc.oneof(
    fc.tuple(auditFilter, context).map(([filter, where]): GeneratedQuery => ({
      tenant: 'audit',
      queries: [buildAuditQuery(filter, nowUnixNano, where)],
      matches: (record) => matchesAudit(record, filter, nowUnixNano),
      operators: filter.rows.map(({ column, operator }) => `${column} ${operator}`),
    })),
    fc.tuple(apiCallFilter, context).map(([filter, where]): GeneratedQuery => ({
      tenant: 'api',
      queries: buildApiCallQueries(filter, where),
      matches: (record) => matchesApiCall(record, filter),
      operators: [],
    })),
    fc.tuple(logFilter, context).map(([filter, where]): GeneratedQuery => ({
      tenant: 'bots',
      queries: [buildLogQuery(filter, where)],
      matches: (record) => matchesLog(record, filter),
      operators: [],
    })),
  );
}

import type { Tenant } from '@botscope/conventions';
import {
  AUDIT_OPERATORS,
  buildApiCallQueries,
  buildAuditQuery,
  buildLogQuery,
  matchesApiCall,
  matchesAudit,
  matchesLog,
  type ApiCallFilter,
  type AuditColumn,
  type AuditFilter,
  type AuditFilterRow,
  type BotRecord,
  type LogFilter,
  type QueryContext,
  type RecordQuery,
} from '@botscope/records';
import fc from 'fast-check';
import { SPAN_NANOS } from '../corpus/ordinary-records.ts';
import {
  BOTS,
  CONVERSATIONS,
  ENVIRONMENTS,
  IDS,
  INTEGRATIONS,
  LOG_LABELS,
  NAMES,
  SOURCES,
  TEXTS,
  TURNS,
  USERS,
} from '../corpus/values.ts';
import { sampleFilters, type Cells } from './combine-cells.ts';

/** What a page of records may ask, with what its filter means by our own evaluation. */
export interface RecordFilter {
  readonly page: 'audit' | 'api-calls' | 'logs' | 'conversation';
  readonly tenant: Tenant;
  /** Columns and operators in it, such as `audit entityId greaterThan`. */
  readonly cells: readonly string[];
  /** Their answers are merged. */
  readonly queries: readonly RecordQuery[];
  readonly matches: (record: BotRecord) => boolean;
}

const some = <T>(values: readonly T[]) => fc.constantFrom(...values);
const few = <T>(values: readonly T[]) => fc.uniqueArray(some(values), { minLength: 1, maxLength: 2 });
/** A half of a surrogate pair, as a careless paste leaves it, means what replaced it. */
const texts = some([...TEXTS, 'fund', 'half \ud800 pair', 'OMEGA', '"note"', 'x', '\\', '#']);
const level = some(['debug', 'info', 'warning', 'error'] as const);

function auditCells(nowUnixNano: bigint): Cells<AuditFilter> {
  const row = (column: string, operator: string, more: fc.Arbitrary<object>) => [
    `${column} ${operator}`,
    more.map((rest) => ({ rows: [{ column, operator, ...rest } as AuditFilterRow] })),
  ];
  const value = (values: readonly string[]) => some(values).map((one) => ({ value: one }));
  const time = fc.oneof(
    { arbitrary: fc.integer({ min: -SPAN_NANOS, max: 0 }).map((offset) => nowUnixNano + BigInt(offset)), weight: 5 },
    { arbitrary: fc.integer({ min: -50, max: 0 }).map((s) => nowUnixNano + BigInt(s) * 1_000_000_000n), weight: 1 },
  );
  const ids = value([...IDS, '40', '8', '18446744073709551615', '', 'zz']);
  const values: Readonly<Record<AuditColumn, fc.Arbitrary<object>>> = {
    ...{ id: ids, entityId: ids, user: value([...USERS, 'nobody']) },
    action: few(['CREATED', 'UPDATED', 'DELETED']).map((actions) => ({ values: actions })),
    entityName: value([...NAMES, 'elco', '.', 'ü', 'E\nB', 'nothing']),
    timestamp: time.map((unixNano) => ({ time: { kind: 'absolute', unixNano } })),
  };
  return Object.fromEntries([
    ...Object.entries(AUDIT_OPERATORS).flatMap(([column, operators]) =>
      operators.map((operator) => row(column, operator, values[column as AuditColumn])),
    ),
    ['environment in', few(ENVIRONMENTS).map((environments) => ({ environments }))],
    ['bot in', few(BOTS).map((bots) => ({ bots }))],
  ]) as Cells<AuditFilter>;
}

const API_CELLS: Cells<ApiCallFilter> = {
  'environment in': few(ENVIRONMENTS).map((environments) => ({ environments })),
  'bot in': few(BOTS).map((bots) => ({ bots })),
  'status is': some(['success', 'error'] as const).map((outcome) => ({ outcome })),
  'type in': few(['GET', 'C2E', 'PUT']).map((requestTypes) => ({ requestTypes })),
  'code is': few(['404', 'odd', 'true', '404.5']).map((responseCodes) => ({ responseCodes })),
  'code in class': few(['2xx', '4xx', '5xx']).map((responseCodes) => ({ responseCodes })),
  'code none': fc.constant({ responseCodes: ['none'] }),
  'application in': few(INTEGRATIONS).map((integrations) => ({ integrations })),
  'source in': few(SOURCES).map((sourceTypes) => ({ sourceTypes })),
  'unreachable hidden': fc.constant({ hideUnreachable: true }),
  'text contains': texts.map((text) => ({ text })),
  'text is an id': some([...CONVERSATIONS, ...TURNS, 'u00251', 'u00300', 'b7ad6b7169203331']).map((text) => ({ text })),
  'conversation is': some(CONVERSATIONS).map((conversationId) => ({ conversationId })),
  'turn is': some(TURNS).map((turnId) => ({ turnId })),
};

const LOG_CELLS: Cells<LogFilter> = {
  'environment in': few(ENVIRONMENTS).map((environments) => ({ environments })),
  'bot in': few(BOTS).map((bots) => ({ bots })),
  'level at least': some(['info', 'warning', 'error'] as const).map((minLevel) => ({ minLevel })),
  'level in': fc.uniqueArray(level, { minLength: 1, maxLength: 2 }).map((levels) => ({ levels })),
  'label in': few(LOG_LABELS).map((labels) => ({ labels })),
  'text contains': texts.map((text) => ({ text })),
  'conversation is': some(CONVERSATIONS).map((conversationId) => ({ conversationId })),
  'turn is': some(TURNS).map((turnId) => ({ turnId })),
};

/** A store that indexes our labels, and queries as for one that has them as metadata. */
const CONTEXTS: readonly QueryContext[] = [{}, { indexedLabels: new Set(['service_name']) }];

/** Filters of the audit page. `nowUnixNano` is the time of the newest record. */
export function sampleAuditFilters(count: number, seed: number, nowUnixNano: bigint): RecordFilter[] {
  return sampleFilters(auditCells(nowUnixNano), count, seed).map(({ filter, cells }, index): RecordFilter => {
    const whole: AuditFilter = { rows: [], ...filter };
    return {
      ...{ page: 'audit', tenant: 'audit', cells: cells.map((cell) => `audit ${cell}`) },
      queries: [buildAuditQuery(whole, nowUnixNano, CONTEXTS[index % 2])],
      matches: (record) => matchesAudit(record, whole, nowUnixNano),
    };
  });
}

/** Filters of the API page. */
export function sampleApiCallFilters(count: number, seed: number): RecordFilter[] {
  return sampleFilters(API_CELLS, count, seed).map(({ filter, cells }, index) => ({
    ...{ page: 'api-calls', tenant: 'api', cells: cells.map((cell) => `api ${cell}`) },
    queries: buildApiCallQueries(filter, CONTEXTS[index % 2]),
    matches: (record) => matchesApiCall(record, filter),
  }));
}

/** Filters of the logs beside a conversation. */
export function sampleLogFilters(count: number, seed: number): RecordFilter[] {
  return sampleFilters(LOG_CELLS, count, seed).map(({ filter, cells }, index) => ({
    ...{ page: 'logs', tenant: 'bots', cells: cells.map((cell) => `log ${cell}`) },
    queries: [buildLogQuery(filter, CONTEXTS[index % 2])],
    matches: (record) => matchesLog(record, filter),
  }));
}

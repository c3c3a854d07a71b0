import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tenant } from '@botscope/conventions';
import {
  buildApiCallQueries,
  buildAuditQuery,
  buildConversationQuery,
  buildCount,
  buildDurationPercentile,
  buildEntityHistoryQuery,
  buildLogQuery,
  buildOutcomeHistogram,
  buildRecordByUidQuery,
  buildTurnHistogramQuery,
  buildTurnQuery,
  matchesApiCall,
  matchesAudit,
  matchesLog,
  parseRecord,
  readAttribute,
  type ApiCallFilter,
  type AuditFilter,
  type AuditFilterRow,
  type BotRecord,
  type LogFilter,
  type RecordQuery,
} from '@botscope/records';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../store/open-store.ts';
import { createTestSealing, listFiles } from '../store/sealing/test-sealing.ts';
import { recordSeriesDirectory } from '../store/store-files.ts';
import { NOW_MILLIS, NOW_NANO, toNewRecord, type TestRecord } from '../store/test-records.ts';
import { answerLokiRequest } from './answer/answer-loki-request.ts';
import type { LokiEndpoint } from './answer/loki-request.ts';
import { UNLIMITED } from './evaluate/query-budget.ts';

const dataDirectory = mkdtempSync(join(tmpdir(), 'botscope-loki-'));
let store: Store;
const stored: Record<Tenant, readonly BotRecord[]> = { bots: [], api: [], audit: [] };

const TEXTS = ['refund', 'say "hi"', 'C:\\new', 'İstanbul', 'a\nb', '100% (x)', 'Zürich', 'Ωmega'];
const IDS = ['7', '007', '41', '18446744073709551616', '18446744073709551617', 'n-7', 'ab'];
const ENVIRONMENTS = ['sandbox', 'production'];
const BOTS = ['shop', 'a"b\\c'];
const NAMES = ['card', 'Welcome (new)', 'welcome', 'a.*', 'line\nbreak', 'GRÜN'];
const USERS = ['ada', 'ada@example.com', 'u-1'];

const some = <T>(values: readonly T[]) => fc.constantFrom(...values);
const maybe = <T>(values: readonly T[]) => fc.option(some(values), { nil: undefined });
const set = <T>(values: readonly T[]) => fc.option(fc.uniqueArray(some(values), { maxLength: 2 }), { nil: undefined });
const withoutAbsent = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Record<string, string>;

const kinds = {
  audit: fc.record({
    'bot.event': some(['bot.audit.change', 'bot.audit.change', 'bot.audit.checkpoint']),
    'bot.audit.id': maybe(IDS),
    'bot.audit.action': maybe(['CREATED', 'UPDATED', 'LOGIN']),
    'bot.audit.entity.type': maybe(NAMES),
    'bot.audit.entity.name': maybe(NAMES),
    'bot.audit.entity.id': maybe(IDS),
    'user.name': maybe(USERS),
    'user.email': maybe(USERS),
    'user.id': maybe(USERS),
  }),
  api: fc.record({
    'bot.event': some(['bot.api.call', 'bot.script.exception']),
    'bot.outcome': some(['success', 'error']),
    'bot.api.request_type': maybe(['GET', 'POST', 'C2E']),
    'http.response.status_code': maybe(['200', '301', '404', '500', '599', '600', 'odd']),
    'error.type': maybe(['dns', '500']),
    'bot.integration.name': maybe(['twilio', 'zendesk']),
    'bot.duration_ms': some(['5', '70', '900']),
    'bot.retention': fc.option(fc.constant('pinned'), { nil: undefined, freq: 8 }),
  }),
  log: fc.record({
    'bot.event': maybe(['bot.log', 'bot.system.started']),
    'bot.log.label': maybe(['Test', 'cart']),
  }),
};
const record = (kind: keyof typeof kinds, tenant: Tenant): fc.Arbitrary<TestRecord> =>
  fc
    .record({
      offset: fc.integer({ min: -300, max: 0 }),
      own: kinds[kind],
      environment: maybe(ENVIRONMENTS),
      bot: maybe(BOTS),
      conversation: maybe(['conv-1', 'conv-2']),
      session: maybe(['conv-2', 'conv-3']),
      turn: maybe(['turn-1', 'turn-2']),
      severityNumber: some([0, 1, 5, 9, 12, 13, 17, 21]),
      text: fc.tuple(some(TEXTS), fc.nat(2), fc.boolean()),
    })
    .map(({ offset, own, environment, bot, conversation, session, turn, severityNumber, text }) => {
      const value = text[2] ? text[0].toUpperCase() : text[0];
      const body = [value, { text: value }, { request: { body: JSON.stringify({ note: value }) } }][text[1]];
      return {
        tenant,
        timestampUnixNano: NOW_NANO + BigInt(offset),
        severityNumber,
        body: typeof body === 'string' ? body : JSON.stringify(body),
        resource: withoutAbsent({ 'service.name': 'bot', 'deployment.environment.name': environment }),
        attributes: withoutAbsent({
          'bot.record.kind': kind,
          'bot.id': bot,
          'gen_ai.conversation.id': conversation,
          'session.id': session,
          'bot.turn.id': turn,
          ...own,
        }),
      };
    });

/** Other records in each run; a failure prints the seed. */
const seed = Date.now();

beforeAll(async () => {
  // Files of every kind: sealed, closed but not sealed, live.
  const sealing = createTestSealing((path) => !path.includes('000002'));
  const limits = { maxRowsPerFile: 60, groupCommitMillis: 0 };
  const { sealFile } = sealing;
  store = openStore({ dataDirectory, clock: () => NOW_MILLIS, limits, sealFile, report: () => undefined });
  const samples = [record('audit', 'audit'), record('api', 'api'), record('log', 'bots')].flatMap((arbitrary) =>
    fc.sample(arbitrary, { seed, numRuns: 250 }),
  );
  const records = samples.map((sample, index) =>
    toNewRecord({
      ...sample,
      attributes: { ...sample.attributes, 'log.record.uid': `u${String(index).padStart(5, '0')}` },
    }),
  );
  for (let first = 0; first < records.length; first += 10) await store.appendRecords(records.slice(first, first + 10));
  await sealing.settle();
  const { sealed, unsealed } = listFiles(recordSeriesDirectory(dataDirectory, 'bots', 'bots'));
  expect([sealed.length >= 2, unsealed.length >= 2]).toEqual([true, true]);
  for (const tenant of ['bots', 'api', 'audit'] as const) stored[tenant] = select(tenant, '{service_name=~".+"}');
});
afterAll(() => {
  store.close();
  rmSync(dataDirectory, { recursive: true });
});

function ask(endpoint: LokiEndpoint, tenant: Tenant, parameters: Record<string, string>): unknown {
  const answer = answerLokiRequest(
    store.reader,
    {
      endpoint,
      tenant,
      label: '',
      categorized: true,
      nowUnixNano: NOW_NANO + 1n,
      parameters: Object.entries({ limit: '5000', ...parameters }),
    },
    UNLIMITED,
  );
  const text = Buffer.from(answer.body).toString();
  if (answer.status !== 200) throw new Error(`${answer.status} ${text} for ${JSON.stringify(parameters)}`);
  return (JSON.parse(text) as { readonly data: unknown }).data;
}

interface StreamsData {
  readonly result: readonly {
    readonly stream: Record<string, string>;
    readonly values: readonly (readonly [string, string, { readonly structuredMetadata?: Record<string, string> }])[];
  }[];
}

function select(tenant: Tenant, query: string, bounds: Pick<RecordQuery, 'startUnixNano' | 'endUnixNano'> = {}) {
  const start = String(bounds.startUnixNano ?? NOW_NANO - 1_000_000_000n);
  const end = String(bounds.endUnixNano ?? NOW_NANO + 1n);
  if (BigInt(start) > BigInt(end)) return [];
  const { result } = ask('query_range', tenant, { query, start, end }) as StreamsData;
  return result.flatMap(({ stream, values }) =>
    values.map(([time, line, { structuredMetadata = {} }]) =>
      parseRecord({ timestampUnixNano: BigInt(time), line, labels: stream, metadata: structuredMetadata }),
    ),
  );
}

const uids = (records: readonly BotRecord[]) => [...new Set(records.map(({ uid }) => uid))].sort();

function expectSelection(
  tenant: Tenant,
  queries: readonly RecordQuery[],
  matches: (record: BotRecord) => boolean,
): void {
  const found = queries.flatMap((query) => select(tenant, query.logql, query));
  expect(uids(found), `seed ${seed}`).toEqual(uids(stored[tenant].filter(matches)));
}

const order = some(['equals', 'notEquals', 'greaterThan', 'lessThan'] as const);
const equality = some(['equals', 'notEquals'] as const);
const auditRow: fc.Arbitrary<AuditFilterRow> = fc.oneof(
  fc.record({ column: some(['id', 'entityId'] as const), operator: order, value: some(IDS) }),
  fc.record({ column: fc.constant('user' as const), operator: equality, value: some(USERS) }),
  fc.record({
    column: fc.constant('action' as const),
    operator: equality,
    values: fc.uniqueArray(some(['CREATED', 'UPDATED', 'DELETED']), { maxLength: 2 }),
  }),
  fc.record({
    column: fc.constant('entityName' as const),
    operator: some(['equals', 'notEquals', 'contains', 'notContains'] as const),
    value: some([...NAMES, 'elco', '.', 'ü', 'E\nB']),
  }),
  fc.record({
    column: fc.constant('timestamp' as const),
    operator: some(['greaterThan', 'lessThan'] as const),
    time: fc
      .integer({ min: -310, max: 10 })
      .map((offset) => ({ kind: 'absolute' as const, unixNano: NOW_NANO + BigInt(offset) })),
  }),
);
const auditFilter: fc.Arbitrary<AuditFilter> = fc.record({
  environments: set(ENVIRONMENTS),
  bots: set(BOTS),
  rows: fc.array(auditRow, { maxLength: 3 }),
});
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
const level = some(['debug', 'info', 'warning', 'error'] as const);
const logFilter: fc.Arbitrary<LogFilter> = fc.record({
  environments: set(ENVIRONMENTS),
  minLevel: fc.option(level, { nil: undefined }),
  levels: fc.option(fc.uniqueArray(level, { maxLength: 2 }), { nil: undefined }),
  labels: set(['Test', 'cart']),
  turnId: maybe(['turn-1']),
  text: fc.option(some(TEXTS), { nil: undefined, freq: 2 }),
});
/** A store that indexes our labels, and one (hosted, or an older Loki) that has them as metadata. */
const context = some([{}, { indexedLabels: new Set(['service_name']) }]);

describe('filters of the pages, over the real store', () => {
  it('select the audit entries that the filter means', () => {
    fc.assert(
      fc.property(auditFilter, context, (filter, where) => {
        expectSelection('audit', [buildAuditQuery(filter, NOW_NANO, where)], (one) =>
          matchesAudit(one, filter, NOW_NANO),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('select the API calls that the filter means', () => {
    fc.assert(
      fc.property(apiCallFilter, context, (filter, where) => {
        expectSelection('api', buildApiCallQueries(filter, where), (one) => matchesApiCall(one, filter));
      }),
      { numRuns: 150 },
    );
  });

  it('select the log records that the filter means', () => {
    fc.assert(
      fc.property(logFilter, context, (filter, where) => {
        expectSelection('bots', [buildLogQuery(filter, where)], (one) => matchesLog(one, filter));
      }),
      { numRuns: 150 },
    );
  });

  it('select one conversation, one turn, one record and the life of one entity', () => {
    expectSelection('bots', [buildConversationQuery({ uid: 'conv-2' })], (one) =>
      ['gen_ai.conversation.id', 'session.id'].some((name) => readAttribute(one, name) === 'conv-2'),
    );
    expectSelection(
      'bots',
      [buildTurnQuery({ turnId: 'turn-1' })],
      (one) => readAttribute(one, 'bot.turn.id') === 'turn-1',
    );
    expectSelection('api', [buildRecordByUidQuery('api-calls', 'u00300')], (one) => one.uid === 'u00300');
    expectSelection(
      'audit',
      [buildEntityHistoryQuery({ type: 'card', id: '7' })],
      (one) =>
        matchesAudit(one, { rows: [{ column: 'entityId', operator: 'equals', value: '7' }] }, NOW_NANO) &&
        readAttribute(one, 'bot.audit.entity.type') === 'card',
    );
  });

  it('count in histograms what they select, without pinned copies', () => {
    fc.assert(
      fc.property(apiCallFilter, (filter) => {
        const [query] = buildApiCallQueries({ ...filter, text: '' });
        if (query === undefined) throw new Error('no query');
        const expected = stored.api.filter(
          (one) => matchesApiCall(one, { ...filter, text: '' }) && readAttribute(one, 'bot.retention') === undefined,
        ).length;
        const histogram = ask('query_range', 'api', {
          query: buildOutcomeHistogram(query, 1),
          start: String(NOW_NANO - 1_000_000_000n),
          end: String(NOW_NANO),
          step: '1s',
        }) as { readonly result: readonly { readonly values: readonly (readonly [number, string])[] }[] };
        const counts = histogram.result.flatMap(({ values }) => values.map(([, value]) => Number(value)));
        expect(
          counts.reduce((sum, value) => sum + value, 0),
          `seed ${seed}`,
        ).toBe(expected);
        const count = ask('query', 'api', { query: buildCount(query, 60), time: String(NOW_NANO) }) as {
          readonly result: readonly { readonly value: readonly [number, string] }[];
        };
        expect(Number(count.result[0]?.value[1] ?? 0)).toBe(expected);
      }),
    );
  });

  it('give percentiles of durations, and histograms of turns', () => {
    const [query] = buildApiCallQueries({});
    if (query === undefined) throw new Error('no query');
    const range = { start: String(NOW_NANO - 1n), end: String(NOW_NANO), step: '60' };
    const percentiles = ask('query_range', 'api', { query: buildDurationPercentile(query, 1, 60), ...range });
    expect(percentiles).toMatchObject({ resultType: 'matrix' });
    expect(JSON.stringify(percentiles)).toContain('"900"');
    const turns = buildTurnHistogramQuery({ channels: ['web'], flows: ['f'], endUser: 'ada' });
    expect(ask('query_range', 'bots', { query: buildOutcomeHistogram(turns, 60), ...range })).toMatchObject({
      result: [],
    });
  });
});

import {
  buildApiCallQueries,
  buildAuditQuery,
  buildConversationQuery,
  buildCount,
  buildEntityHistoryQuery,
  buildLogQuery,
  buildOutcomeHistogram,
  buildRecordByUidQuery,
  buildTurnHistogramQuery,
  buildTurnQuery,
  createConversationPager,
  createLokiClient,
  type AuditFilterRow,
  type ConversationFilter,
  type QueryContext,
} from '@botscope/records';
import type { SyntaxNode } from '@lezer/common';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { childrenOf, parseSyntax } from './logql/syntax-tree.ts';

const NOW = 1_795_240_000_000_000_000n;
const RUNS = 10_000;

type Build = (text: string, context: QueryContext) => readonly string[] | Promise<readonly string[]>;
type Place = readonly [name: string, build: Build];

const RANGE = { startUnixNano: NOW - 1000n, endUnixNano: NOW };
const EMPTY = { status: 'success', data: { resultType: 'streams', result: [] } };

/** All queries that the conversation list sends for a filter. */
async function listQueries(filter: ConversationFilter, context: QueryContext): Promise<readonly string[]> {
  const queries: string[] = [];
  const client = createLokiClient(async ({ params }) => {
    queries.push(params['query'] ?? '');
    return EMPTY;
  });
  await createConversationPager({ client, filter, range: RANGE, nowUnixNano: NOW, context }).nextPage();
  return queries;
}

const audit =
  (toRow: (text: string) => AuditFilterRow): Build =>
  (text, context) => [buildAuditQuery({ rows: [toRow(text)] }, NOW, context).logql];
const auditRows = (column: 'id' | 'entityId' | 'user' | 'entityName', operators: readonly string[]): readonly Place[] =>
  operators.map((operator) => [
    `audit ${column} ${operator}`,
    audit((value) => ({ column, operator, value }) as AuditFilterRow),
  ]);
const calls =
  (toFilter: (text: string) => Parameters<typeof buildApiCallQueries>[0]): Build =>
  (text, context) =>
    buildApiCallQueries(toFilter(text), context).flatMap((query) => [query.logql, buildOutcomeHistogram(query, 60)]);
const logs =
  (toFilter: (text: string) => Parameters<typeof buildLogQuery>[0]): Build =>
  (text, context) => [buildLogQuery(toFilter(text), context).logql];
const list =
  (toFilter: (text: string) => ConversationFilter): Build =>
  (text, context) =>
    listQueries(toFilter(text), context);

/** Every place of every page that a text can be typed into, or get into by an address. */
const PLACES: readonly Place[] = [
  ...auditRows('id', ['equals', 'notEquals', 'greaterThan', 'lessThan']),
  ...auditRows('entityId', ['equals', 'notEquals', 'greaterThan', 'lessThan']),
  ...auditRows('user', ['equals', 'notEquals']),
  ...auditRows('entityName', ['equals', 'notEquals', 'contains', 'notContains']),
  ['audit action', audit((text) => ({ column: 'action', operator: 'equals', values: [text, 'CREATED'] }))],
  ['audit bot', (text, context) => [buildAuditQuery({ bots: [text], rows: [] }, NOW, context).logql]],
  ['life of an entity', (text, context) => [buildEntityHistoryQuery({ type: text, id: text }, context).logql]],
  ['calls environment', calls((text) => ({ environments: [text, 'staging'] }))],
  ['calls request type', calls((text) => ({ requestTypes: [text] }))],
  ['calls response code', calls((text) => ({ responseCodes: [`x${text}`, '5xx'] }))],
  ['calls integration', calls((text) => ({ integrations: [text] }))],
  ['calls source type', calls((text) => ({ sourceTypes: [text] }))],
  ['calls text', calls((text) => ({ text }))],
  ['calls conversation', calls((text) => ({ conversationId: text }))],
  ['calls turn', calls((text) => ({ turnId: text }))],
  ['logs bot', logs((text) => ({ bots: [text], minLevel: 'warning' }))],
  ['logs label', logs((text) => ({ labels: [text] }))],
  ['logs text', logs((text) => ({ text }))],
  ['logs conversation', logs((text) => ({ conversationId: text }))],
  ['logs turn', logs((text) => ({ turnId: text }))],
  ['list channel', list((text) => ({ channels: [text] }))],
  ['list flow', list((text) => ({ flows: [text] }))],
  ['list user', list((text) => ({ endUser: `x${text}` }))],
  ['list uid', list((text) => ({ uid: `x${text}` }))],
  ['list text', list((text) => ({ text: `x${text}` }))],
  ['list search', list((text) => ({ search: `x${text}` }))],
  ['turns', (text, context) => [buildCount(buildTurnHistogramQuery({ uid: `x${text}`, endUser: text }, context), 60)]],
  ['one conversation', (text, context) => [buildConversationQuery({ uid: text, bot: `x${text}` }, context).logql]],
  ['one turn', (text, context) => [buildTurnQuery({ uid: text, turnId: text }, context).logql]],
  ['one record', (text, context) => [buildRecordByUidQuery('records', text, context).logql]],
];

/** What breaks out of a literal, a regex or a stage, where any of them is written carelessly. */
const HOSTILE = [
  ...['"', '`', '\\', '{', '}', '|', '(', ')', '[', ']', '*', '+', '?', '.', '^', '$', '#', ',', '=', '!', '~', '/'],
  ...['\n', '\r', '\t', '\u0000', '\u001b', '\u007f', '\u0085', '\u2028', '\ufeff', '\ud800', '\udc00', '%', '&'],
  ...['" or "', '"} | json', '`} |= `', '\\"', '\\\\"', '$)', '(?i)', '\\Q', '\\E', '[[:alpha:]]', '-]', '{9999}'],
  ...[
    ' or ',
    ' and ',
    ' | __error__=""',
    '# ',
    '[5m]',
    '"}[5m]))',
    'unwrap x',
    'İ',
    'Ω',
    'ſ',
    'e\u0301',
    '🙂',
    '\u202e',
  ],
];
const injection = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 6 })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(''));

/**
 * A text that nothing can misread and that a builder treats alike: digits stay (ids are compared as numbers), so do
 * spaces, what JSON escapes becomes a control character (lines are searched for escaped forms), and the ends of Unicode
 * stay (nothing sorts before or after them).
 */
function toHarmless(text: string): string {
  return [...text.toWellFormed()]
    .map((character) => {
      if (/[0-9\u0000\u{10ffff}]/u.test(character)) return character; // eslint-disable-line no-control-regex
      const [space, letter] = JSON.stringify(character).length > character.length + 2 ? ['\t', '\u0001'] : [' ', 'a'];
      return /\s/u.test(character) ? space : letter;
    })
    .join('');
}

/** Names of all nodes of the syntax tree, nested; throws for a query that is no LogQL. */
function shapeOf(query: string): string {
  const render = (node: SyntaxNode): string => `${node.name}(${childrenOf(node).map(render).join(' ')})`;
  return render(parseSyntax(query));
}

describe('queries of typed texts', () => {
  it('R9: 10,000 injections change no parse tree', { timeout: 120_000 }, async () => {
    const where = fc.constantFrom<QueryContext>({}, { indexedLabels: new Set(['service_name']) });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...PLACES), injection, where, async ([, build], text, context) => {
        const shapes = (await build(text, context)).map(shapeOf);
        expect(shapes).toEqual((await build(toHarmless(text), context)).map(shapeOf));
        expect(shapes.length).toBeGreaterThan(0);
      }),
      { numRuns: RUNS },
    );
  });
});

/** Random records and filters with few values, so that filters hit often and miss often. */
import {
  ATTR_API_REQUEST_TYPE,
  ATTR_API_SOURCE_TYPE,
  ATTR_AUDIT_ACTION,
  ATTR_AUDIT_ENTITY_ID,
  ATTR_AUDIT_ENTITY_NAME,
  ATTR_AUDIT_ENTITY_TYPE,
  ATTR_AUDIT_ID,
  ATTR_BOT_ID,
  ATTR_CONVERSATION_ID,
  ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
  ATTR_ERROR_TYPE,
  ATTR_EVENT,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_INTEGRATION_NAME,
  ATTR_LOG_LABEL,
  ATTR_OUTCOME,
  ATTR_RECORD_KIND,
  ATTR_RECORD_UID,
  ATTR_SESSION_ID,
  ATTR_TURN_ID,
  ATTR_USER_EMAIL,
  ATTR_USER_ID,
  ATTR_USER_NAME,
  EVENT_API_CALL,
  EVENT_AUDIT_CHANGE,
  EVENT_AUDIT_CHECKPOINT,
  EVENT_LOG,
  EVENT_SCRIPT_EXCEPTION,
  EVENT_SYSTEM_STARTED,
} from '@botscope/conventions';
import fc from 'fast-check';
import type { ApiCallFilter } from '../src/filters/api-call-filter.ts';
import type { AuditFilter, AuditFilterRow } from '../src/filters/audit-filter.ts';
import type { LogFilter } from '../src/filters/log-filter.ts';
import type { LokiEntry } from '../src/loki/loki-entry.ts';
import { toEntry } from './test-entries.ts';

export const NOW = 1_795_240_000_000_000_000n;

const ENVIRONMENTS = ['sandbox', 'production'];
const BOTS = ['shop', 'support', 'a"b\\c'];
const NAMES = ['card', 'Welcome (new)', 'welcome', 'access', 'a.*', 'line\nbreak', 'GRÜN', '🌞'];
const IDS = ['7', '007', '41', '410', '9', '18446744073709551616', '18446744073709551617', 'n-7', 'n-70', 'ab', 'b'];
const USERS = ['ada', 'ada@example.com', 'u-1', 'system'];
const CODES = ['200', '204', '301', '404', '500', '503', '599', '600', 'odd'];
const TEXTS = ['refund', 'say "hi"', 'C:\\new', 'İstanbul', 'a\nb', '100%', '[x]', 'Zürich'];

const some = <Value>(values: readonly Value[]) => fc.constantFrom(...values);
const maybe = <Value>(values: readonly Value[]) => fc.option(some(values), { nil: undefined });
const set = <Value>(values: readonly Value[]) => part(fc.uniqueArray(some(values), { maxLength: 2 }));
/** A part of a filter; most are left out, so that filters select something. */
const part = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const one = <Value>(values: readonly Value[]) => part(some(values));
const time = fc.bigInt({ min: NOW - 100n, max: NOW + 100n });

/** A body that holds a text in one of the ways in which bodies do. */
const body = fc.tuple(some(TEXTS), fc.constantFrom(0, 1, 2), fc.boolean()).map(([text, depth, upper]): unknown => {
  const value = upper ? text.toUpperCase() : text;
  return depth === 0 ? value : { request: { body: depth === 1 ? value : JSON.stringify({ note: value }) } };
});

const common = fc.record({
  [ATTR_RECORD_UID]: fc.ulid(),
  [ATTR_DEPLOYMENT_ENVIRONMENT_NAME]: maybe(ENVIRONMENTS),
  [ATTR_BOT_ID]: maybe(BOTS),
  [ATTR_CONVERSATION_ID]: maybe(['conv-1', 'conv-2']),
  [ATTR_SESSION_ID]: maybe(['conv-2', 'conv-3']),
  [ATTR_TURN_ID]: maybe(['turn-1', 'turn-2']),
});

export const auditEntry: fc.Arbitrary<LokiEntry> = fc
  .tuple(
    time,
    common,
    fc.record({
      [ATTR_RECORD_KIND]: fc.constant('audit'),
      [ATTR_EVENT]: some([EVENT_AUDIT_CHANGE, EVENT_AUDIT_CHANGE, EVENT_AUDIT_CHECKPOINT]),
      [ATTR_AUDIT_ID]: maybe(IDS),
      [ATTR_AUDIT_ACTION]: maybe(['CREATED', 'UPDATED', 'LOGIN']),
      [ATTR_AUDIT_ENTITY_TYPE]: maybe(NAMES),
      [ATTR_AUDIT_ENTITY_NAME]: maybe(NAMES),
      [ATTR_AUDIT_ENTITY_ID]: maybe(IDS),
      [ATTR_USER_NAME]: maybe(USERS),
      [ATTR_USER_EMAIL]: maybe(USERS),
      [ATTR_USER_ID]: maybe(USERS),
    }),
  )
  .map(([timestamp, shared, own]) => toEntry(timestamp, { ...shared, ...own }));

const order = fc.constantFrom('equals' as const, 'notEquals' as const, 'greaterThan' as const, 'lessThan' as const);
const equality = fc.constantFrom('equals' as const, 'notEquals' as const);
const auditRow: fc.Arbitrary<AuditFilterRow> = fc.oneof(
  fc.record({ column: fc.constantFrom('id' as const, 'entityId' as const), operator: order, value: some(IDS) }),
  fc.record({ column: fc.constant('user' as const), operator: equality, value: some(USERS) }),
  fc.record({
    column: fc.constant('action' as const),
    operator: equality,
    values: fc.uniqueArray(some(['CREATED', 'UPDATED', 'DELETED']), { maxLength: 2 }),
  }),
  fc.record({
    column: fc.constant('entityName' as const),
    operator: fc.constantFrom('equals' as const, 'notEquals' as const, 'contains' as const, 'notContains' as const),
    value: some([...NAMES, 'elco', 'WEL', '.', 'ü', 'E\nB']),
  }),
  fc.record({
    column: fc.constant('timestamp' as const),
    operator: fc.constantFrom('greaterThan' as const, 'lessThan' as const),
    time: time.map((unixNano) => ({ kind: 'absolute' as const, unixNano })),
  }),
);

export const auditFilter: fc.Arbitrary<AuditFilter> = fc.record({
  environments: set(ENVIRONMENTS),
  bots: set(BOTS),
  rows: fc.array(auditRow, { maxLength: 3 }),
});

export const apiEntry: fc.Arbitrary<LokiEntry> = fc
  .tuple(
    time,
    common,
    fc.record({
      [ATTR_RECORD_KIND]: fc.constant('api'),
      [ATTR_EVENT]: some([EVENT_API_CALL, EVENT_API_CALL, EVENT_SCRIPT_EXCEPTION]),
      [ATTR_OUTCOME]: some(['success', 'error']),
      [ATTR_API_REQUEST_TYPE]: maybe(['GET', 'POST', 'C2E', 'SCRIPT']),
      [ATTR_HTTP_RESPONSE_STATUS_CODE]: maybe(CODES),
      [ATTR_ERROR_TYPE]: maybe(['dns', 'timeout', '500', 'TypeError']),
      [ATTR_INTEGRATION_NAME]: maybe(['twilio', 'zendesk']),
      [ATTR_API_SOURCE_TYPE]: maybe(['flow_step', 'agent_inbox']),
    }),
    body,
  )
  .map(([timestamp, shared, own, content]) => toEntry(timestamp, { ...shared, ...own }, content));

export const apiCallFilter: fc.Arbitrary<ApiCallFilter> = fc.record({
  environments: set(ENVIRONMENTS),
  bots: set(BOTS),
  outcome: part(fc.constantFrom('success' as const, 'error' as const)),
  requestTypes: set(['GET', 'POST', 'C2E', 'SCRIPT']),
  responseCodes: set(['404', 'odd', 'none', '2xx', '4xx', '5xx', '5xx']),
  integrations: set(['twilio', 'zendesk']),
  sourceTypes: set(['flow_step', 'agent_inbox']),
  hideUnreachable: part(fc.boolean()),
  text: one([...TEXTS, 'fund', 'HI', 'conv-1', 'conv-3', 'turn-2', '']),
  conversationId: one(['conv-1', 'conv-2', 'conv-3']),
  turnId: one(['turn-1']),
});

export const logEntry: fc.Arbitrary<LokiEntry> = fc
  .tuple(
    time,
    common,
    fc.record({
      [ATTR_RECORD_KIND]: fc.constant('log'),
      [ATTR_EVENT]: maybe([EVENT_LOG, EVENT_SYSTEM_STARTED]),
      [ATTR_LOG_LABEL]: maybe(['Test', 'cart']),
      severity_number: maybe([1, 5, 9, 12, 13, 17, 21]),
    }),
    body,
  )
  .map(([timestamp, shared, own, content]) => toEntry(timestamp, { ...shared, ...own }, content));

const level = fc.constantFrom('debug' as const, 'info' as const, 'warning' as const, 'error' as const);

export const logFilter: fc.Arbitrary<LogFilter> = fc.record({
  environments: set(ENVIRONMENTS),
  bots: set(BOTS),
  minLevel: part(level),
  levels: part(fc.uniqueArray(level, { maxLength: 2 })),
  labels: set(['Test', 'cart']),
  conversationId: one(['conv-1', 'conv-3']),
  turnId: one(['turn-1']),
  text: one([...TEXTS, 'fund']),
});

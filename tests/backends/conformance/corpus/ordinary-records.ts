import type { Tenant } from '@botscope/conventions';
import fc from 'fast-check';
import type { PlainValue } from '../../run/otlp-json.ts';
import { withoutAbsent, type Attributes, type CorpusRecord } from './corpus-record.ts';
import {
  BOTS,
  CHANNELS,
  CONVERSATIONS,
  END_USERS,
  ENVIRONMENTS,
  IDS,
  INTEGRATIONS,
  LOG_LABELS,
  NAMES,
  RESOURCES,
  SOURCES,
  TEXTS,
  TURNS,
  USERS,
} from './values.ts';

/** Ordinary records lie within so many nanoseconds, several on each, whatever their kind and stream. */
export const SPAN_NANOS = 300;
const OF_EACH_KIND = 250;
const BODY_SIZES = [0, 0, 0, 0, 0, 0, 300, 3000];

const some = <T>(values: readonly T[]) => fc.constantFrom(...values);
const maybe = <T>(values: readonly T[]) => fc.option(some(values), { nil: undefined, freq: 3 });

const audit: fc.Arbitrary<Attributes> = fc.record({
  'bot.event': some(['bot.audit.change', 'bot.audit.change', 'bot.audit.change', 'bot.audit.checkpoint']),
  'bot.audit.id': maybe(IDS),
  'bot.audit.action': maybe(['CREATED', 'UPDATED', 'LOGIN']),
  'bot.audit.entity.type': maybe(NAMES),
  'bot.audit.entity.name': maybe(NAMES),
  'bot.audit.entity.id': maybe(IDS),
  'user.name': maybe(USERS),
  'user.email': maybe(USERS),
  'user.id': maybe(USERS),
});
const api: fc.Arbitrary<Attributes> = fc.record({
  'bot.event': some(['bot.api.call', 'bot.api.call', 'bot.script.exception']),
  'bot.outcome': some(['success', 'error']),
  'bot.api.request_type': maybe(['GET', 'POST', 'C2E']),
  'http.response.status_code': maybe<PlainValue>([200, 301, 404, 500, 599, 600, 404.5, 'odd', true]),
  'error.type': maybe(['dns', '500', 'timeout']),
  'bot.integration.name': maybe(INTEGRATIONS),
  'bot.api.source.type': maybe(SOURCES),
  'bot.duration_ms': maybe<PlainValue>([5, 70, 900, 70.25, 1e21, 'n/a', false]),
  'bot.body.truncated': maybe([true, false]),
});
const log: fc.Arbitrary<Attributes> = fc.record({
  'bot.event': maybe(['bot.log', 'bot.system.started', 'bot.runtime.sampled']),
  'bot.log.label': maybe(LOG_LABELS),
});
const step: fc.Arbitrary<Attributes> = fc.record({
  'bot.event': some(['bot.step.completed', 'bot.flow.completed', 'bot.variables.snapshot']),
  'bot.step.index': some([1, 2, 3]),
  'bot.outcome': maybe(['success', 'error']),
});
const conversation: fc.Arbitrary<Attributes> = fc.record({
  'bot.event': some(['bot.conversation.flagged', 'bot.message.received', 'bot.message.sent']),
  'bot.channel': maybe(CHANNELS),
  'bot.enduser.name': maybe(END_USERS),
});
const alert: fc.Arbitrary<Attributes> = fc.record({ 'bot.event': some(['bot.alert.sent', 'bot.alert.failed']) });

interface Kind {
  readonly kind: string;
  readonly tenant: Tenant;
  readonly own: fc.Arbitrary<Attributes>;
}
const KINDS: readonly Kind[] = [
  { kind: 'audit', tenant: 'audit', own: audit },
  { kind: 'api', tenant: 'api', own: api },
  { kind: 'alert', tenant: 'api', own: alert },
  { kind: 'log', tenant: 'bots', own: log },
  { kind: 'step', tenant: 'bots', own: step },
  { kind: 'conversation', tenant: 'bots', own: conversation },
];

function toBody(text: string, form: number, size: number): string {
  const value = text + 'x'.repeat(size);
  if (form === 0) return value;
  return JSON.stringify(form === 1 ? { text: value } : { request: { body: JSON.stringify({ note: value }) } });
}

function ofKind({ kind, tenant, own }: Kind, nowUnixNano: bigint): fc.Arbitrary<CorpusRecord> {
  return fc
    .record({
      offset: fc.integer({ min: -SPAN_NANOS, max: 0 }),
      own,
      resource: some(RESOURCES),
      environment: maybe(ENVIRONMENTS),
      bot: maybe(BOTS),
      conversation: maybe(CONVERSATIONS),
      session: maybe(CONVERSATIONS),
      turn: maybe(TURNS),
      severityNumber: some([0, 1, 5, 9, 12, 13, 17, 21]),
      text: some(TEXTS),
      upper: fc.boolean(),
      empty: fc.nat(12),
      form: fc.nat(2),
      size: some(BODY_SIZES),
    })
    .map((r) => ({
      tenant,
      resource: withoutAbsent({ ...r.resource, 'deployment.environment.name': r.environment }),
      record: {
        timestampUnixNano: nowUnixNano + BigInt(r.offset),
        severityNumber: r.severityNumber,
        body: r.empty === 0 ? '' : toBody(r.upper ? r.text.toUpperCase() : r.text, r.form, r.size),
        attributes: withoutAbsent({
          'bot.record.kind': kind,
          'bot.id': r.bot,
          'gen_ai.conversation.id': r.conversation,
          'session.id': r.session,
          'bot.turn.id': r.turn,
          ...r.own,
        }),
      },
    }));
}

/** The same for the same seed; each with a uid. */
export function createOrdinaryRecords(seed: number, nowUnixNano: bigint): CorpusRecord[] {
  const samples = KINDS.flatMap((kind) => fc.sample(ofKind(kind, nowUnixNano), { seed, numRuns: OF_EACH_KIND }));
  return samples.map(({ record, ...sample }, index) => ({
    ...sample,
    record: {
      ...record,
      attributes: { ...record.attributes, 'log.record.uid': `u${String(index).padStart(5, '0')}` },
    },
  }));
}

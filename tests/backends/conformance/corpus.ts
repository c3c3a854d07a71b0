import type { Tenant } from '@botscope/conventions';
import fc from 'fast-check';
import type { PlainRecord, PlainValue } from '../run/otlp-json.ts';

/** A record with where it goes. */
export interface CorpusRecord {
  readonly tenant: Tenant;
  readonly resource: Readonly<Record<string, PlainValue>>;
  readonly record: PlainRecord;
}

/** Texts with everything that has been mistaken somewhere: quotes, backslashes, line ends, case beyond ASCII, long ones. */
export const TEXTS = [
  'refund',
  'say "hi"',
  'C:\\new',
  'İstanbul',
  'a\nb',
  '100% (x)',
  'Zürich',
  'Ωmega',
  '🙂 ok',
  '`b`',
];
export const IDS = ['7', '007', '41', '18446744073709551616', '18446744073709551617', 'n-7', 'ab'];
export const ENVIRONMENTS = ['sandbox', 'staging', 'production'];
export const BOTS = ['shop', 'a"b\\c'];
export const NAMES = ['card', 'Welcome (new)', 'welcome', 'a.*', 'line\nbreak', 'GRÜN'];
export const USERS = ['ada', 'ada@example.com', 'u-1'];
const BODY_SIZES = [0, 0, 0, 0, 1000, 60_000];
/** Records lie within so many nanoseconds, several on each. */
export const SPAN_NANOS = 300;

const some = <T>(values: readonly T[]) => fc.constantFrom(...values);
const maybe = <T>(values: readonly T[]) => fc.option(some(values), { nil: undefined });
type Attributes = Readonly<Record<string, PlainValue | undefined>>;

const withoutAbsent = (attributes: Attributes): Record<string, PlainValue> =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );

const audit: fc.Arbitrary<Attributes> = fc.record({
  'bot.event': some(['bot.audit.change', 'bot.audit.change', 'bot.audit.checkpoint']),
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
  'bot.event': some(['bot.api.call', 'bot.script.exception']),
  'bot.outcome': some(['success', 'error']),
  'bot.api.request_type': maybe(['GET', 'POST', 'C2E']),
  'http.response.status_code': maybe<PlainValue>([200, 301, 404, 500, 599, 600, 'odd']),
  'error.type': maybe(['dns', '500']),
  'bot.integration.name': maybe(['twilio', 'zendesk']),
  'bot.duration_ms': some([5, 70, 900]),
  'bot.retention': fc.option(fc.constant('pinned'), { nil: undefined, freq: 8 }),
});
const log: fc.Arbitrary<Attributes> = fc.record({
  'bot.event': maybe(['bot.log', 'bot.system.started']),
  'bot.log.label': maybe(['Test', 'cart']),
});
const conversation: fc.Arbitrary<Attributes> = fc.record({
  'bot.event': some(['bot.conversation.started', 'bot.message.received', 'bot.conversation.ended']),
  'bot.channel': maybe(['web', 'whatsapp']),
});

const KINDS: readonly { readonly kind: string; readonly tenant: Tenant; readonly own: fc.Arbitrary<Attributes> }[] = [
  { kind: 'audit', tenant: 'audit', own: audit },
  { kind: 'api', tenant: 'api', own: api },
  { kind: 'alert', tenant: 'api', own: fc.constant({ 'bot.event': 'bot.alert.sent' }) },
  { kind: 'log', tenant: 'bots', own: log },
  { kind: 'step', tenant: 'bots', own: fc.constant({ 'bot.event': 'bot.step.completed' }) },
  { kind: 'conversation', tenant: 'bots', own: conversation },
];

function toBody(text: string, form: number, size: number): string {
  const value = text + 'x'.repeat(size);
  if (form === 0) return value;
  return JSON.stringify(form === 1 ? { text: value } : { request: { body: JSON.stringify({ note: value }) } });
}

function ofKind({ kind, tenant, own }: (typeof KINDS)[number], nowUnixNano: bigint): fc.Arbitrary<CorpusRecord> {
  return fc
    .record({
      offset: fc.integer({ min: -SPAN_NANOS, max: 0 }),
      own,
      environment: maybe(ENVIRONMENTS),
      bot: maybe(BOTS),
      conversation: maybe(['conv-1', 'conv-2']),
      session: maybe(['conv-2', 'conv-3']),
      turn: maybe(['turn-1', 'turn-2']),
      severityNumber: some([0, 1, 5, 9, 12, 13, 17, 21]),
      text: some(TEXTS),
      upper: fc.boolean(),
      form: fc.nat(2),
      size: some(BODY_SIZES),
    })
    .map((r) => ({
      tenant,
      resource: withoutAbsent({ 'service.name': 'bot', 'deployment.environment.name': r.environment }),
      record: {
        timestampUnixNano: nowUnixNano + BigInt(r.offset),
        severityNumber: r.severityNumber,
        body: toBody(r.upper ? r.text.toUpperCase() : r.text, r.form, r.size),
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

/** So many records of each kind, each with a uid; the same for the same seed. */
export function createCorpus(seed: number, nowUnixNano: bigint, ofEach: number): CorpusRecord[] {
  const samples = KINDS.flatMap((kind) => fc.sample(ofKind(kind, nowUnixNano), { seed, numRuns: ofEach }));
  return samples.map((sample, index) => ({
    ...sample,
    record: {
      ...sample.record,
      attributes: { ...sample.record.attributes, 'log.record.uid': `u${String(index).padStart(5, '0')}` },
    },
  }));
}

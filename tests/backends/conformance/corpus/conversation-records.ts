import fc from 'fast-check';
import { withoutAbsent, type Attributes, type CorpusRecord } from './corpus-record.ts';
import { BOTS, CHANNELS, END_USERS, ENVIRONMENTS, FLOWS, RESOURCES, TEXTS } from './values.ts';

const SECOND = 1_000_000_000n;
const MOST_TURNS = 4;
/** Conversations begin so long before the ordinary records and take less. */
const SPAN_SECONDS = 45;
const CONVERSATION_COUNT = 80;

const some = <T>(values: readonly T[]) => fc.constantFrom(...values);
const maybe = <T>(values: readonly T[]) => fc.option(some(values), { nil: undefined, freq: 3 });

const turn = fc.record({
  text: some(TEXTS),
  failed: fc.boolean(),
  failedCalls: some([0, 0, 1, 2]),
  flowId: maybe(FLOWS),
  flowName: maybe(FLOWS),
});
const sketch = fc.record({
  bot: some(BOTS),
  environment: some(ENVIRONMENTS),
  resource: some(RESOURCES),
  offsetSeconds: fc.integer({ min: -SPAN_SECONDS, max: -10 }),
  turns: fc.array(turn, { minLength: 1, maxLength: MOST_TURNS }),
  channel: maybe(CHANNELS),
  user: maybe(END_USERS),
  userId: maybe(END_USERS),
  pseudonym: fc.boolean(),
  started: fc.boolean(),
  end: maybe(['user', 'handover', 'error', 'idle']),
  session: fc.boolean(),
});
type Sketch = typeof sketch extends fc.Arbitrary<infer Value> ? Value : never;

function toRecords(s: Sketch, index: number, nowUnixNano: bigint): CorpusRecord[] {
  const uid = `talk ${index}`;
  let time = nowUnixNano + BigInt(s.offsetSeconds) * SECOND;
  let count = 0;
  const own = {
    [s.session ? 'session.id' : 'gen_ai.conversation.id']: uid,
    [s.pseudonym ? 'enduser.pseudo.id' : 'enduser.id']: s.userId,
    'bot.enduser.name': s.user,
    'bot.channel': s.channel,
    'bot.id': s.bot,
    'bot.name': `Bot ${s.bot}`,
  };
  const emit = (kind: string, event: string, attributes: Attributes, body: unknown): CorpusRecord => ({
    tenant: 'bots',
    resource: withoutAbsent({ ...s.resource, 'deployment.environment.name': s.environment }),
    record: {
      timestampUnixNano: time,
      body: JSON.stringify(body),
      attributes: withoutAbsent({
        'bot.record.kind': kind,
        'bot.event': event,
        'log.record.uid': `t${index}-${String(++count).padStart(3, '0')}`,
        ...own,
        ...attributes,
      }),
    },
  });
  const records = s.started ? [emit('conversation', 'bot.conversation.started', {}, {})] : [];
  s.turns.forEach((one, at) => {
    const place = { 'bot.turn.id': `${uid} turn ${at}`, 'bot.turn.index': at + 1 };
    time += SECOND;
    records.push(
      emit('conversation', 'bot.message.received', place, { text: one.text }),
      emit('conversation', 'bot.message.sent', place, { text: `Well, ${one.text.toLowerCase()}` }),
      // At the same nanosecond as the messages: order is the uid's alone.
      emit('step', 'bot.turn.completed', { ...place, ...toTurnAttributes(one) }, { input: { text: one.text } }),
    );
  });
  time += SECOND;
  if (s.end !== undefined)
    records.push(emit('conversation', 'bot.conversation.ended', { 'bot.conversation.end_reason': s.end }, {}));
  return records;
}

function toTurnAttributes(one: Sketch['turns'][number]): Attributes {
  return {
    'bot.outcome': one.failed ? 'error' : 'success',
    'error.type': one.failed ? '500' : undefined,
    'bot.turn.api_error_count': one.failedCalls,
    'bot.flow.id': one.flowId,
    'bot.flow.name': one.flowName,
  };
}

/** Whole conversations with turns and messages, for the conversation list; the same for the same seed. */
export function createConversationRecords(seed: number, nowUnixNano: bigint): CorpusRecord[] {
  return fc
    .sample(sketch, { seed, numRuns: CONVERSATION_COUNT })
    .flatMap((one, index) => toRecords(one, index, nowUnixNano));
}

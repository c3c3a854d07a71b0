import {
  ATTR_BOT_ID,
  ATTR_CHANNEL,
  ATTR_CONVERSATION_ID,
  ATTR_DURATION_MS,
  ATTR_ENDUSER_ID,
  ATTR_ENDUSER_NAME,
  ATTR_ERROR_TYPE,
  ATTR_EVENT,
  ATTR_FLOW_ID,
  ATTR_FLOW_NAME,
  ATTR_LOG_LABEL,
  ATTR_OUTCOME,
  ATTR_RECORD_KIND,
  ATTR_RECORD_UID,
  ATTR_STEP_ID,
  ATTR_STEP_INDEX,
  ATTR_STEP_NAME,
  ATTR_STEP_TYPE,
  ATTR_TURN_API_ERROR_COUNT,
  ATTR_TURN_ID,
  ATTR_TURN_INDEX,
  ATTR_TURN_STEP_COUNT,
  EVENT_API_CALL,
  EVENT_FLOW_COMPLETED,
  EVENT_LOG,
  EVENT_MESSAGE_RECEIVED,
  EVENT_MESSAGE_SENT,
  EVENT_STEP_COMPLETED,
  EVENT_TURN_COMPLETED,
  TENANT_OF_KIND,
  type RecordKind,
} from '@botscope/conventions';
import type { AttributeValue } from '@botscope/otlp';
import type { CorpusRecord } from './corpus-record.ts';
import { makeCallAttributes, makeCallBody } from './make-call.ts';
import { toHex } from './random.ts';
import { makeText } from './words.ts';

/** Bots, each in one environment. */
export const BOTS = [
  { id: 'support', environment: 'production' },
  { id: 'sales', environment: 'production' },
  { id: 'intranet', environment: 'staging' },
  { id: 'draft', environment: 'sandbox' },
] as const;
export const FLOWS = ['orders', 'refunds', 'small-talk'];
const CHANNELS = ['web', 'whatsapp'];
const STEPS_PER_TURN = 5;
const MILLI = 1_000_000n;

/** One in so many calls fails. */
export const CALLS_PER_FAILURE = 20;

export const toConversationId = (conversation: number): string => `c-${toHex(conversation)}`;
export const toTurnId = (conversation: number, turn: number): string => `t-${toHex(conversation, turn)}`;
/** Uid of the n-th record of a turn. */
export const toUid = (conversation: number, turn: number, n: number): string => `u-${toHex(conversation, turn, n)}`;
/** A word that stands in one conversation only, in a message. */
export const toRareWord = (conversation: number): string => `order-${toHex(conversation, 99).slice(0, 10)}`;

type Attributes = Readonly<Record<string, AttributeValue>>;

/** Position of the API call among the records of a turn: its uid is {@link toUid} of it. */
export const CALL_POSITION = 1;

/** All records of one turn, in order of time. */
export function makeTurn(
  random: () => number,
  conversation: number,
  turn: number,
  startUnixNano: bigint,
): CorpusRecord[] {
  const bot = BOTS[conversation % BOTS.length] ?? BOTS[0];
  const pick = (values: readonly string[]) => values[Math.floor(random() * values.length)] ?? '';
  const hasFailed = random() < 1 / CALLS_PER_FAILURE;
  const outcome = hasFailed ? 'error' : 'success';
  const flow = pick(FLOWS);
  const records: CorpusRecord[] = [];
  const shared = {
    [ATTR_BOT_ID]: bot.id,
    [ATTR_CONVERSATION_ID]: toConversationId(conversation),
    [ATTR_TURN_ID]: toTurnId(conversation, turn),
    [ATTR_TURN_INDEX]: BigInt(turn),
    [ATTR_CHANNEL]: CHANNELS[conversation % 2] ?? '',
    [ATTR_ENDUSER_ID]: `e-${conversation % 997}`,
    [ATTR_ENDUSER_NAME]: `Person ${conversation % 997}`,
  };
  const add = (kind: RecordKind, event: string, own: Attributes, body: object) => {
    const n = records.length;
    records.push({
      tenant: TENANT_OF_KIND[kind],
      environment: bot.environment,
      timestampUnixNano: startUnixNano + BigInt(n) * 40n * MILLI + BigInt(Math.floor(random() * 1e6)),
      severityNumber: own[ATTR_OUTCOME] === 'error' ? 17 : 9,
      attributes: {
        ...{ [ATTR_RECORD_KIND]: kind, [ATTR_OUTCOME]: 'success', [ATTR_EVENT]: event },
        ...{ [ATTR_RECORD_UID]: toUid(conversation, turn, n), ...shared, ...own },
      },
      body: JSON.stringify(body),
    });
  };
  const inFlow = { [ATTR_FLOW_ID]: flow, [ATTR_FLOW_NAME]: `The ${flow} flow` };
  const failure: Attributes = hasFailed ? { [ATTR_OUTCOME]: 'error', [ATTR_ERROR_TYPE]: '500' } : {};
  const text = turn === 1 ? toRareWord(conversation) : '';
  add('conversation', EVENT_MESSAGE_RECEIVED, {}, { text: `${text} ${makeText(random, 60)}` });
  for (let step = 1; step <= STEPS_PER_TURN; step++) {
    const place = { ...inFlow, [ATTR_STEP_ID]: `n${step}`, [ATTR_STEP_INDEX]: BigInt(step) };
    const isCall = step === 1;
    if (isCall)
      add(
        'api',
        EVENT_API_CALL,
        { ...place, ...failure, ...makeCallAttributes(random, outcome) },
        makeCallBody(random, outcome),
      );
    add(
      'step',
      EVENT_STEP_COMPLETED,
      {
        ...place,
        ...(isCall ? failure : {}),
        [ATTR_STEP_NAME]: `Step ${step}`,
        [ATTR_STEP_TYPE]: isCall ? 'api' : 'script',
        [ATTR_DURATION_MS]: BigInt(Math.floor(random() * 300)),
      },
      {
        input: { text: makeText(random, 590) },
        output: { text: makeText(random, 590) },
        variables: { delta: [], count: 12 },
      },
    );
  }
  if (random() < 0.5) add('log', EVENT_LOG, { ...inFlow, [ATTR_LOG_LABEL]: 'cart' }, { value: makeText(random, 80) });
  add('step', EVENT_FLOW_COMPLETED, { ...inFlow, ...failure }, { input: {}, result: makeText(random, 100) });
  add(
    'step',
    EVENT_TURN_COMPLETED,
    {
      ...inFlow,
      ...failure,
      [ATTR_TURN_STEP_COUNT]: BigInt(STEPS_PER_TURN),
      [ATTR_TURN_API_ERROR_COUNT]: hasFailed ? 1n : 0n,
      [ATTR_DURATION_MS]: BigInt(400 + Math.floor(random() * 2000)),
    },
    { input: makeText(random, 60), output: makeText(random, 120), variablesDelta: [] },
  );
  add('conversation', EVENT_MESSAGE_SENT, {}, { text: makeText(random, 120) });
  return records;
}

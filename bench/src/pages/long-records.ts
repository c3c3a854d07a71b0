import {
  ATTR_BOT_ID,
  ATTR_CHANNEL,
  ATTR_CONVERSATION_ID,
  ATTR_DURATION_MS,
  ATTR_ENDUSER_NAME,
  ATTR_EVENT,
  ATTR_FLOW_ID,
  ATTR_FLOW_NAME,
  ATTR_OUTCOME,
  ATTR_RECORD_KIND,
  ATTR_RECORD_UID,
  ATTR_STEP_ID,
  ATTR_STEP_INDEX,
  ATTR_STEP_NAME,
  ATTR_STEP_TYPE,
  ATTR_TURN_ID,
  ATTR_TURN_INDEX,
  ATTR_TURN_STEP_COUNT,
  EVENT_API_CALL,
  EVENT_MESSAGE_RECEIVED,
  EVENT_MESSAGE_SENT,
  EVENT_STEP_COMPLETED,
  EVENT_TURN_COMPLETED,
  TENANT_OF_KIND,
  type RecordKind,
} from '@botscope/conventions';
import type { AttributeValue } from '@botscope/otlp';
import type { CorpusRecord } from '../corpus/corpus-record.ts';
import { makeCallAttributes, makeCallBody } from '../corpus/make-call.ts';
import { createRandom } from '../corpus/random.ts';
import { makeText } from '../corpus/words.ts';

/** Bot and environment of the records for the pages. */
export const PAGE_BOT = 'pages';
export const PAGE_ENVIRONMENT = 'sandbox';
/** The conversation with many turns. */
export const LONG_CONVERSATION = 'c-long';
/** Turns of {@link LONG_CONVERSATION}. */
export const LONG_TURNS = 2000;
/** Rows of each of the long lists. */
export const LIST_ROWS = 100_000;
const STEPS_PER_TURN = 3;
/** Of the variables that a step changed. */
const VARIABLES_BYTES = 10_000;
const MILLI = 1_000_000n;
/** All records lie within the hours that a page shows at first. */
const SPAN_NANOS = 20n * 3_600_000n * MILLI;

type Attributes = Readonly<Record<string, AttributeValue>>;

interface Moment {
  readonly timestampUnixNano: bigint;
  readonly uid: string;
}

function toRecord(kind: RecordKind, event: string, at: Moment, own: Attributes, body: object): CorpusRecord {
  return {
    tenant: TENANT_OF_KIND[kind],
    environment: PAGE_ENVIRONMENT,
    timestampUnixNano: at.timestampUnixNano,
    severityNumber: 9,
    attributes: {
      [ATTR_RECORD_KIND]: kind,
      [ATTR_OUTCOME]: 'success',
      [ATTR_EVENT]: event,
      [ATTR_RECORD_UID]: at.uid,
      [ATTR_BOT_ID]: PAGE_BOT,
      ...own,
    },
    body: JSON.stringify(body),
  };
}

const toFlow = (): Attributes => ({ [ATTR_FLOW_ID]: 'orders', [ATTR_FLOW_NAME]: 'Orders' });
const toTurn = (conversation: string, index: number): Attributes => ({
  [ATTR_CONVERSATION_ID]: conversation,
  [ATTR_TURN_ID]: `t-${conversation}-${index}`,
  [ATTR_TURN_INDEX]: BigInt(index),
  [ATTR_CHANNEL]: 'web',
  [ATTR_ENDUSER_NAME]: 'Person',
});

/** Conversations of one turn, and a call in each: the rows of two lists. */
export function* makeListRows(endUnixNano: bigint): Generator<CorpusRecord, void> {
  const random = createRandom(1);
  const step = SPAN_NANOS / BigInt(LIST_ROWS + 1);
  for (let n = 0; n < LIST_ROWS; n++) {
    const timestampUnixNano = endUnixNano - SPAN_NANOS + step * BigInt(n);
    const place = { ...toTurn(`c-${n}`, 1), ...toFlow() };
    const body = makeCallBody(random, 'success');
    const attributes = { ...place, ...makeCallAttributes(random, 'success') };
    yield toRecord('api', EVENT_API_CALL, { timestampUnixNano, uid: `a-${n}` }, attributes, body);
    const turn = { ...place, [ATTR_TURN_STEP_COUNT]: 1n, [ATTR_DURATION_MS]: 400n };
    const texts = { input: makeText(random, 60), output: makeText(random, 60), variablesDelta: [] };
    yield toRecord('step', EVENT_TURN_COMPLETED, { timestampUnixNano, uid: `t-${n}` }, turn, texts);
  }
}

function makeStepBody(random: () => number): object {
  const after = { text: makeText(random, VARIABLES_BYTES) };
  const delta = [{ name: 'cart', before: null, after }];
  return {
    input: { text: makeText(random, 200) },
    output: { text: makeText(random, 200) },
    variables: { delta, count: 1 },
  };
}

/** A conversation of very many turns, each with steps that changed large variables. */
export function* makeLongConversation(endUnixNano: bigint): Generator<CorpusRecord, void> {
  const random = createRandom(2);
  const distance = SPAN_NANOS / BigInt(LONG_TURNS + 1);
  for (let index = 1; index <= LONG_TURNS; index++) {
    const start = endUnixNano - SPAN_NANOS + distance * BigInt(index);
    const turn = toTurn(LONG_CONVERSATION, index);
    let n = 0;
    const at = (): Moment => ({ timestampUnixNano: start + BigInt(n) * 50n * MILLI, uid: `l-${index}-${n++}` });
    yield toRecord('conversation', EVENT_MESSAGE_RECEIVED, at(), turn, { text: makeText(random, 60) });
    for (let step = 1; step <= STEPS_PER_TURN; step++) {
      const names = { [ATTR_STEP_ID]: `n${step}`, [ATTR_STEP_NAME]: `Step ${step}`, [ATTR_STEP_TYPE]: 'script' };
      const numbers = { [ATTR_STEP_INDEX]: BigInt(step), [ATTR_DURATION_MS]: 20n };
      const attributes = { ...turn, ...toFlow(), ...names, ...numbers };
      yield toRecord('step', EVENT_STEP_COMPLETED, at(), attributes, makeStepBody(random));
    }
    const ended = { ...turn, ...toFlow(), [ATTR_TURN_STEP_COUNT]: BigInt(STEPS_PER_TURN), [ATTR_DURATION_MS]: 200n };
    yield toRecord('step', EVENT_TURN_COMPLETED, at(), ended, { input: 'go', output: 'done', variablesDelta: [] });
    yield toRecord('conversation', EVENT_MESSAGE_SENT, at(), turn, { text: makeText(random, 120) });
  }
}

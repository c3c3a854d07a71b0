import {
  ATTR_OUTCOME,
  ATTR_STEP_ID,
  ATTR_STEP_INDEX,
  ATTR_STEP_NAME,
  ATTR_STEP_TYPE,
  ATTR_TURN_ID,
  ATTR_TURN_INDEX,
  ATTR_TURN_STEP_COUNT,
  ATTR_VARIABLES_TRIGGER,
  EVENT_CONVERSATION_STARTED,
  EVENT_STEP_COMPLETED,
  EVENT_TURN_COMPLETED,
  EVENT_VARIABLES_SNAPSHOT,
} from '@botscope/conventions';
import type { StoredRecord } from './fake-loki.ts';
import { REFUND_START_MILLIS } from './refund-conversation.ts';
import { toStoredRecord, type Attributes } from './stored-record.ts';

/** What a step sets: JSON text by name; `undefined` removes. */
export type StepWrites = Readonly<Record<string, string | undefined>>;

const CART = '{"total":120,"items":[{"name":"Lamp","price":120}]}';
const NOTE = `${'The customer asked for a lamp that is not too bright and can be returned. '.repeat(8)}No gift wrap.`;

/** Two turns of four steps: `cart.total` is set at step 3 and cleared at step 7, which fails. */
const CART_STEPS: readonly (readonly StepWrites[])[] = [
  [{ user: '"Mia"' }, { 'order.id': '9007199254740993' }, { cart: CART }, { note: JSON.stringify(NOTE) }],
  [
    {},
    { note: JSON.stringify(NOTE.replace('lamp', 'chandelier')) },
    { cart: CART.replace('120', 'null') },
    { user: undefined, '<b>odd</b>': '{"__proto__":{"admin":true}}' },
  ],
];

/** A conversation whose steps do nothing but set variables. */
export function createCartConversation(
  turns: readonly (readonly StepWrites[])[] = CART_STEPS,
): readonly StoredRecord[] {
  const state = new Map<string, string>();
  const records = [
    toStoredRecord({ atMillis: REFUND_START_MILLIS, kind: 'conversation', event: EVENT_CONVERSATION_STARTED }),
  ];
  turns.forEach((steps, place) => {
    const turn: Attributes = { [ATTR_TURN_ID]: `cart-turn-${place + 1}`, [ATTR_TURN_INDEX]: place + 1 };
    const startMillis = REFUND_START_MILLIS + (place + 1) * 1_000;
    steps.forEach((writes, step) => {
      const hasFailed = writes.cart?.includes('null') === true;
      const body = `{"variables":{"delta":[${write(state, writes).join(',')}],"count":${state.size}}}`;
      const attributes = { ...turn, ...toStep(step + 1), ...(hasFailed ? { [ATTR_OUTCOME]: 'error' } : {}) };
      records.push(
        toStoredRecord({ atMillis: startMillis + step, kind: 'step', event: EVENT_STEP_COMPLETED, attributes, body }),
      );
    });
    const end = { atMillis: startMillis + 900, kind: 'step' };
    const snapshot = [...state].map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',');
    records.push(
      toStoredRecord({
        ...end,
        event: EVENT_VARIABLES_SNAPSHOT,
        attributes: { ...turn, [ATTR_VARIABLES_TRIGGER]: 'turn_end' },
        body: `{"variables":{${snapshot}}}`,
      }),
      toStoredRecord({
        ...end,
        event: EVENT_TURN_COMPLETED,
        attributes: { ...turn, [ATTR_TURN_STEP_COUNT]: steps.length },
      }),
    );
  });
  return records;
}

/** Writes to a state; gives the changes as a step's record tells them. */
function write(state: Map<string, string>, writes: StepWrites): readonly string[] {
  const side = (word: string, text: string | undefined) => (text === undefined ? '' : `,"${word}":${text}`);
  return Object.entries(writes).map(([name, after]) => {
    const before = state.get(name);
    if (after === undefined) state.delete(name);
    else state.set(name, after);
    return `{"name":${JSON.stringify(name)}${side('before', before)}${side('after', after)}}`;
  });
}

function toStep(index: number): Attributes {
  return {
    [ATTR_STEP_INDEX]: index,
    [ATTR_STEP_ID]: `n${index}`,
    [ATTR_STEP_NAME]: `Step ${index}`,
    [ATTR_STEP_TYPE]: 'form',
  };
}

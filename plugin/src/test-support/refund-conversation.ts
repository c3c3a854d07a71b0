import {
  ATTR_CHANNEL,
  ATTR_CONTROLLER_STATE,
  ATTR_CONVERSATION_ID,
  ATTR_DURATION_MS,
  ATTR_ENDUSER_NAME,
  ATTR_ERROR_TYPE,
  ATTR_EXCEPTION_MESSAGE,
  ATTR_FLOW_ID,
  ATTR_FLOW_NAME,
  ATTR_FLOW_TRIGGER,
  ATTR_LOG_LABEL,
  ATTR_OUTCOME,
  ATTR_RECEIVED_EVENT_NAME,
  ATTR_STEP_API_CALL_COUNT,
  ATTR_STEP_API_ERROR_COUNT,
  ATTR_STEP_ID,
  ATTR_STEP_INDEX,
  ATTR_STEP_NAME,
  ATTR_STEP_TYPE,
  ATTR_TURN_API_CALL_COUNT,
  ATTR_TURN_API_ERROR_COUNT,
  ATTR_TURN_ERROR_COUNT,
  ATTR_TURN_ID,
  ATTR_TURN_INDEX,
  ATTR_TURN_STEP_COUNT,
  EVENT_CONVERSATION_ENDED,
  EVENT_CONVERSATION_STARTED,
  EVENT_EVENT_RECEIVED,
  EVENT_FLOW_COMPLETED,
  EVENT_LOG,
  EVENT_MESSAGE_RECEIVED,
  EVENT_MESSAGE_SENT,
  EVENT_STEP_COMPLETED,
  EVENT_TURN_COMPLETED,
} from '@botscope/conventions';
import type { StoredRecord } from './fake-loki.ts';
import { toStoredRecord, type Attributes } from './stored-record.ts';

/** 2026-11-21T14:00:00Z */
export const REFUND_START_MILLIS = Date.UTC(2026, 10, 21, 14, 0);

const USER: Attributes = { [ATTR_CHANNEL]: 'web', [ATTR_ENDUSER_NAME]: 'Mia Lang' };
const FLOW: Attributes = { [ATTR_FLOW_ID]: 'refunds', [ATTR_FLOW_NAME]: 'Refund', [ATTR_FLOW_TRIGGER]: 'intent' };

/** What the made-up conversation can differ in. */
export interface RefundOptions {
  readonly uid?: string;
  readonly startMillis?: number;
  readonly attributes?: Attributes;
  /** Leaves the end of the conversation out. */
  readonly isOngoing?: boolean;
}

/**
 * A conversation of three turns: an input that went well, the event `callbackStatus`, and an input whose third and last
 * step fails by an API call with HTTP 500.
 */
export function createRefundConversation(options: RefundOptions = {}): readonly StoredRecord[] {
  const { uid = 'conversation-1', startMillis = REFUND_START_MILLIS, attributes = {}, isOngoing = false } = options;
  const common = { [ATTR_CONVERSATION_ID]: uid, ...USER, ...attributes };
  const make = (atMillis: number, kind: string, event: string, own: Attributes = {}, body: unknown = {}) =>
    toStoredRecord({ atMillis: startMillis + atMillis, kind, event, attributes: { ...common, ...own }, body });
  const first = inTurn(`${uid}-turn-1`, 1);
  const second = inTurn(`${uid}-turn-2`, 2);
  const third = inTurn(`${uid}-turn-3`, 3);
  return [
    make(0, 'conversation', EVENT_CONVERSATION_STARTED),
    make(10, 'conversation', EVENT_MESSAGE_RECEIVED, first, { text: 'I want a refund' }),
    make(60, 'step', EVENT_STEP_COMPLETED, { ...first, ...FLOW, ...step(1, 'n1', 'Detect intent', 'nlu', 41) }, DETECT),
    make(70, 'conversation', EVENT_MESSAGE_SENT, first, { text: 'Order number?' }),
    make(80, 'step', EVENT_TURN_COMPLETED, { ...first, ...FLOW, ...turnEnd(1, 70) }),
    make(5_000, 'step', EVENT_EVENT_RECEIVED, { ...second, [ATTR_RECEIVED_EVENT_NAME]: 'callbackStatus' }, EVENT),
    make(5_040, 'step', EVENT_STEP_COMPLETED, { ...second, ...FLOW, ...step(1, 'n5', 'Store payment', 'script', 9) }),
    make(5_050, 'step', EVENT_TURN_COMPLETED, { ...second, ...FLOW, ...turnEnd(1, 50) }),
    make(9_000, 'conversation', EVENT_MESSAGE_RECEIVED, third, { text: 'Where is my money?' }),
    make(9_060, 'step', EVENT_STEP_COMPLETED, { ...third, ...FLOW, ...step(1, 'n1', 'Detect intent', 'nlu', 41) }),
    make(9_100, 'log', EVENT_LOG, { ...third, ...FLOW, ...inStep(2, 'n2'), [ATTR_LOG_LABEL]: 'Test' }, { tries: 1 }),
    make(9_450, 'step', EVENT_STEP_COMPLETED, { ...third, ...FLOW, ...step(2, 'n2', 'Load order', 'api', 390) }, LOAD),
    make(
      11_400,
      'step',
      EVENT_STEP_COMPLETED,
      { ...third, ...FLOW, ...FAILED, ...STEP_CALL_COUNTS, ...step(3, 'n3', 'Create refund', 'api', 1_900) },
      FAIL,
    ),
    make(11_410, 'step', EVENT_FLOW_COMPLETED, {
      ...third,
      ...FLOW,
      [ATTR_OUTCOME]: 'error',
      [ATTR_DURATION_MS]: 2_400,
    }),
    make(11_420, 'conversation', EVENT_MESSAGE_SENT, third, { text: 'Something went wrong' }),
    make(11_430, 'step', EVENT_TURN_COMPLETED, { ...third, ...FLOW, ...FAILED, ...turnEnd(3, 2_430), ...CALL_COUNTS }),
    ...(isOngoing ? [] : [make(12_000, 'conversation', EVENT_CONVERSATION_ENDED)]),
  ];
}

const FAILED: Attributes = {
  [ATTR_OUTCOME]: 'error',
  [ATTR_ERROR_TYPE]: '500',
  [ATTR_EXCEPTION_MESSAGE]: 'unknown currency',
  [ATTR_CONTROLLER_STATE]: 'error',
};

const STEP_CALL_COUNTS: Attributes = { [ATTR_STEP_API_CALL_COUNT]: 3, [ATTR_STEP_API_ERROR_COUNT]: 1 };

const CALL_COUNTS: Attributes = {
  [ATTR_TURN_API_CALL_COUNT]: 3,
  [ATTR_TURN_API_ERROR_COUNT]: 1,
  [ATTR_TURN_ERROR_COUNT]: 1,
};

const DETECT = {
  input: { text: 'I want a refund', order: '{"id":1}' },
  output: { intent: 'refund' },
  variables: { delta: [{ name: 'intent', after: 'refund' }], count: 3 },
};

const EVENT = { payload: { paid: true, reference: 'r-17' } };

const call = (uid: string, status: number, durationMs: number) => ({
  ...{ uid, method: 'POST', host: 'api.example', status, durationMs },
  ...(status >= 400 ? { errorType: String(status) } : {}),
});

const LOAD = { input: { order: 8812 }, output: { found: true }, calls: [call('call-load', 200, 380)] };

const FAIL = {
  input: { order: 8812 },
  variables: { delta: [{ name: 'refund.id', before: 'r-17', after: null }], count: 4 },
  calls: [call('call-1', 200, 20), call('call-2', 500, 1_800), call('call-3', 201, 30)],
  error: {
    type: 'HttpError',
    message: 'unknown currency',
    stack: 'HttpError: unknown currency\n    at refund (flow.ts:4)',
  },
};

function inTurn(id: string, index: number): Attributes {
  return { [ATTR_TURN_ID]: id, [ATTR_TURN_INDEX]: index };
}

function inStep(index: number, id: string): Attributes {
  return { [ATTR_STEP_INDEX]: index, [ATTR_STEP_ID]: id };
}

function step(index: number, id: string, name: string, type: string, durationMillis: number): Attributes {
  return {
    ...inStep(index, id),
    [ATTR_STEP_NAME]: name,
    [ATTR_STEP_TYPE]: type,
    [ATTR_DURATION_MS]: durationMillis,
  };
}

function turnEnd(stepCount: number, durationMillis: number): Attributes {
  return { [ATTR_TURN_STEP_COUNT]: stepCount, [ATTR_DURATION_MS]: durationMillis };
}

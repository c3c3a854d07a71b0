import {
  ATTR_DURATION_MS,
  ATTR_FLOW_ID,
  ATTR_FLOW_NAME,
  ATTR_STEP_ID,
  ATTR_STEP_INDEX,
  ATTR_STEP_NAME,
  ATTR_TURN_ID,
  ATTR_TURN_INDEX,
  ATTR_TURN_STEP_COUNT,
  EVENT_MESSAGE_RECEIVED,
  EVENT_STEP_COMPLETED,
  EVENT_TURN_COMPLETED,
} from '@botscope/conventions';
import type { StoredRecord } from './fake-loki.ts';
import { toStoredRecord, type Attributes } from './stored-record.ts';

/** 2026-11-21T14:00:00Z */
export const TURN_START_MILLIS = Date.UTC(2026, 10, 21, 14, 0);

/** A step as a test says it: the rest is made up. */
export interface StepSketch {
  readonly name: string;
  readonly flow?: string;
  /** Start since the turn's, milliseconds; default: 100 after the step before. */
  readonly atMillis?: number;
  /** Default 50. */
  readonly durationMillis?: number;
  readonly attributes?: Attributes;
  readonly body?: unknown;
}

/** A turn as a test says it. */
export interface TurnSketch {
  readonly index: number;
  /** What the user said; absent = nobody said anything. */
  readonly text?: string;
  readonly steps: readonly StepSketch[];
  /** Of the turn's end. */
  readonly attributes?: Attributes;
}

const TURN_MILLIS = 10_000;

/** The records of a turn; turn 1 begins at {@link TURN_START_MILLIS}, each next one ten seconds later. */
export function createTurn({ index, text, steps, attributes = {} }: TurnSketch): readonly StoredRecord[] {
  const startMillis = TURN_START_MILLIS + (index - 1) * TURN_MILLIS;
  const turn: Attributes = { [ATTR_TURN_ID]: `turn-${index}`, [ATTR_TURN_INDEX]: index };
  const durationMillis = steps.length * 100 + 100;
  const end = { [ATTR_TURN_STEP_COUNT]: steps.length, [ATTR_DURATION_MS]: durationMillis };
  return [
    ...(text === undefined
      ? []
      : [
          toStoredRecord({
            ...at(startMillis, 'conversation', EVENT_MESSAGE_RECEIVED),
            attributes: turn,
            body: { text },
          }),
        ]),
    ...steps.map((step, place) => createStep(step, place, startMillis, turn)),
    toStoredRecord({
      ...at(startMillis + durationMillis, 'step', EVENT_TURN_COMPLETED),
      attributes: { ...turn, ...end, ...attributes },
    }),
  ];
}

function createStep(step: StepSketch, place: number, startMillis: number, turn: Attributes): StoredRecord {
  const { name, flow, atMillis = place * 100, durationMillis = 50, attributes = {}, body = {} } = step;
  const own: Attributes = {
    [ATTR_STEP_INDEX]: place + 1,
    [ATTR_STEP_ID]: name.toLowerCase(),
    [ATTR_STEP_NAME]: name,
    [ATTR_DURATION_MS]: durationMillis,
    ...(flow === undefined ? {} : { [ATTR_FLOW_ID]: flow.toLowerCase(), [ATTR_FLOW_NAME]: flow }),
  };
  return toStoredRecord({
    ...at(startMillis + atMillis + durationMillis, 'step', EVENT_STEP_COMPLETED),
    attributes: { ...turn, ...own, ...attributes },
    body,
  });
}

function at(atMillis: number, kind: string, event: string) {
  return { atMillis, kind, event };
}

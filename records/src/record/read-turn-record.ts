import {
  ATTR_SAMPLING_KEEP,
  ATTR_STEP_API_CALL_COUNT,
  ATTR_STEP_API_ERROR_COUNT,
  ATTR_STEP_NEXT_ID,
  ATTR_TURN_API_CALL_COUNT,
  ATTR_TURN_API_ERROR_COUNT,
  ATTR_TURN_ERROR_COUNT,
  ATTR_TURN_SPAN_COUNT,
  ATTR_TURN_STEP_COUNT,
  ATTR_VARIABLES_COUNT,
  ATTR_VARIABLES_TRIGGER,
} from '@botscope/conventions';
import type { FlowRecord, SnapshotRecord, StepRecord, TurnRecord } from './bot-record.ts';
import { narrowFlowBody, narrowSnapshotBody } from './narrow-body.ts';
import { narrowStepBody, narrowTurnBody } from './narrow-step-body.ts';
import { withBody, type RecordSource } from './record-source.ts';

/** The end of a turn. */
export function readTurn(source: RecordSource): TurnRecord {
  const { fields } = source;
  return {
    ...withBody(source, narrowTurnBody),
    type: 'turn',
    stepCount: fields.count(ATTR_TURN_STEP_COUNT),
    spanCount: fields.count(ATTR_TURN_SPAN_COUNT),
    apiCallCount: fields.count(ATTR_TURN_API_CALL_COUNT),
    apiErrorCount: fields.count(ATTR_TURN_API_ERROR_COUNT),
    errorCount: fields.count(ATTR_TURN_ERROR_COUNT),
    samplingKept: fields.flag(ATTR_SAMPLING_KEEP),
  };
}

/** Start or end of a flow's run. */
export function readFlow(source: RecordSource, phase: FlowRecord['phase']): FlowRecord {
  return { ...withBody(source, narrowFlowBody), type: 'flow', phase };
}

/** Start or end of a step. */
export function readStep(source: RecordSource, phase: StepRecord['phase']): StepRecord {
  return {
    ...withBody(source, narrowStepBody),
    type: 'step',
    phase,
    nextStepId: source.fields.text(ATTR_STEP_NEXT_ID),
    apiCallCount: source.fields.count(ATTR_STEP_API_CALL_COUNT),
    apiErrorCount: source.fields.count(ATTR_STEP_API_ERROR_COUNT),
  };
}

/** All variables at one moment. */
export function readSnapshot(source: RecordSource): SnapshotRecord {
  return {
    ...withBody(source, narrowSnapshotBody),
    type: 'snapshot',
    variableCount: source.fields.count(ATTR_VARIABLES_COUNT),
    trigger: source.fields.text(ATTR_VARIABLES_TRIGGER),
  };
}

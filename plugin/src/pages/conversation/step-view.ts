import { endsFlow, listOmitted, toUnixMillis, type Step, type StepRun, type Turn } from '@botscope/records';
import { formatDuration } from '../../lib/duration.ts';
import { buildNodeLink, type NodeLink } from '../../lib/node-link.ts';
import type { Status } from '../../lib/status.ts';
import { toCallSummary } from './calls-view.ts';
import { toCaptureNote } from './capture-note.ts';

/** A step as its row shows it. Texts are untrusted. */
export interface StepView {
  readonly step: Step;
  /** Empty for a step without index. */
  readonly indexText: string;
  readonly startMillis: number;
  readonly name: string;
  /** `run 2 of 3` of a node that the turn ran more than once; else empty. */
  readonly run: string;
  readonly type: string;
  readonly status: Status;
  /** Part of the slowest step's duration, 0 … 1. */
  readonly durationShare: number;
  readonly duration: string;
  readonly isSlowest: boolean;
  /** `HTTP 200`, `1 of 3: HTTP 500`; empty without calls. */
  readonly calls: string;
  readonly hasFailedCall: boolean;
  /** The flow ended here because this failed. */
  readonly endsFlow: boolean;
  /** Controller state after it; empty when its record names none. */
  readonly state: string;
  readonly node: NodeLink;
  /** What the capture policy kept out of its record; empty when nothing. */
  readonly captureNote: string;
}

/** What a step's row needs to know of its turn. */
export interface StepPlace {
  readonly turn: Turn;
  readonly run: StepRun | undefined;
  readonly builderUrl: string | undefined;
}

/** How the status of a turn, flow or step is signed. */
export const STEP_STATUS: Readonly<Record<Turn['status'], Status>> = { ok: 'ok', error: 'error', running: 'running' };
/** Stands where a record says nothing. */
export const NOTHING = '–';

/** A step, ready to show. */
export function toStepView(step: Step, { turn, run, builderUrl }: StepPlace): StepView {
  const calls = toCallSummary(step.calls);
  const slowestMillis = turn.slowestStep?.durationMillis ?? 0;
  // A step without an end in a turn that has ended does not run any more.
  const isEndLost = step.status === 'running' && turn.completed !== undefined;
  return {
    step,
    indexText: step.index === undefined ? '' : String(step.index),
    startMillis: toUnixMillis(step.startUnixNano),
    name: step.name ?? step.id ?? 'unnamed step',
    run: run === undefined ? '' : `run ${run.number} of ${run.count}`,
    type: step.type ?? NOTHING,
    status: isEndLost ? 'degraded' : STEP_STATUS[step.status],
    durationShare: slowestMillis === 0 ? 0 : (step.durationMillis ?? 0) / slowestMillis,
    duration: isEndLost ? 'end not stored' : toDuration(step.durationMillis),
    isSlowest: step === turn.slowestStep && turn.steps.length > 1,
    calls: calls.short,
    hasFailedCall: calls.hasFailed,
    endsFlow: endsFlow(turn, step),
    state: step.controllerState ?? '',
    node: buildNodeLink(builderUrl, step),
    captureNote: toCaptureNote(listOmitted(step), step.completed?.environment),
  };
}

function toDuration(millis: number | undefined): string {
  return millis === undefined ? NOTHING : formatDuration(millis);
}

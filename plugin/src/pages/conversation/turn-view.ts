import { listFailures, toWaterfall, type FlowRun, type Turn, type Waterfall } from '@botscope/records';
import { formatDuration } from '../../lib/duration.ts';
import type { Status } from '../../lib/status.ts';
import { toSeal, type Seal } from './seal.ts';
import { findStepAddress, toStepRows, type RowOptions, type StepRow } from './step-rows.ts';
import { STEP_STATUS, type StepView } from './step-view.ts';

/** A flow of a turn's path. Texts are untrusted. */
export interface FlowCrumb {
  readonly name: string;
  readonly trigger: string;
  readonly status: Status;
}

/** A turn as its panel shows it. Texts are untrusted. */
export interface TurnView {
  readonly turn: Turn;
  readonly title: string;
  readonly status: Status;
  readonly duration: string;
  readonly seal: Seal;
  /** The flows that ran, in order of start. */
  readonly path: readonly FlowCrumb[];
  /** Empty when no record names it. */
  readonly controllerState: string;
  /** Address of the first failed step. */
  readonly firstErrorAddress?: number;
  /** How many of its steps failed, or 1 when it failed without one. */
  readonly failureCount: number;
  readonly rows: readonly StepRow[];
  readonly waterfall: Waterfall;
}

/** A turn with its steps, ready to show. */
export function toTurnView(turn: Turn, options: RowOptions): TurnView {
  const firstErrorAddress = findStepAddress(turn, turn.firstErrorStep);
  return {
    turn,
    title: toTitle(turn),
    status: STEP_STATUS[turn.status],
    duration: turn.durationMillis === undefined ? '' : formatDuration(turn.durationMillis),
    seal: toSeal(turn.completeness),
    path: turn.flows.map(toCrumb),
    controllerState: turn.controllerState ?? '',
    ...(firstErrorAddress === undefined ? {} : { firstErrorAddress }),
    failureCount: listFailures([turn]).length,
    rows: toStepRows(turn, options),
    waterfall: toWaterfall(turn),
  };
}

/** The step of a turn at an address. */
export function findStep(view: TurnView, address: number | undefined): StepView | undefined {
  if (address === undefined) return undefined;
  const row = view.rows.find((candidate) => candidate.address === address);
  return row?.kind === 'step' ? row.step : undefined;
}

/** Longer inputs are cut in a heading. */
const TITLE_LENGTH = 120;

function toTitle({ index, messages, receivedEvents }: Turn): string {
  const name = index === undefined ? 'turn' : `turn ${index}`;
  const input = messages.find(({ direction }) => direction === 'received')?.body?.text;
  if (input !== undefined)
    return `${name}: "${input.length > TITLE_LENGTH ? `${input.slice(0, TITLE_LENGTH)}…` : input}"`;
  const event = receivedEvents[0]?.eventName;
  return event === undefined ? name : `${name}: ⚡ ${event}`;
}

function toCrumb({ name, id, trigger, status }: FlowRun): FlowCrumb {
  return { name: name ?? id ?? 'unnamed flow', trigger: trigger ?? '', status: STEP_STATUS[status] };
}

import { toUnixMillis, type FlowRun, type Step, type Turn } from '@botscope/records';
import { formatDuration } from '../../lib/duration.ts';
import { buildNodeLink, type NodeLink } from '../../lib/node-link.ts';
import type { Status } from '../../lib/status.ts';
import { toCallSummary } from './calls-view.ts';
import { toSeal, type Seal } from './seal.ts';

/** A row of the step list: a step, or the gap where one is missing. */
export type StepRow =
  | { readonly kind: 'step'; readonly key: string; readonly address: number; readonly step: StepView }
  | { readonly kind: 'gap'; readonly key: string; readonly address: number };

/** A step as its row shows it. Texts are untrusted. */
export interface StepView {
  readonly step: Step;
  /** Empty for a step without index. */
  readonly indexText: string;
  readonly startMillis: number;
  readonly name: string;
  readonly type: string;
  readonly status: Status;
  /** Part of the slowest step's duration, 0 … 1. */
  readonly durationShare: number;
  readonly duration: string;
  readonly isSlowest: boolean;
  /** `HTTP 200`, `1 of 3: HTTP 500`; empty without calls. */
  readonly calls: string;
  readonly hasFailedCall: boolean;
  readonly state: string;
  readonly node: NodeLink;
}

/** A turn as its panel shows it. Texts are untrusted. */
export interface TurnView {
  readonly turn: Turn;
  readonly title: string;
  readonly status: Status;
  readonly duration: string;
  readonly seal: Seal;
  /** `Refund (intent)`, or several joined by arrows. */
  readonly flow: string;
  readonly controllerState: string;
  /** Address of the first failed step. */
  readonly firstErrorAddress?: number;
  readonly rows: readonly StepRow[];
}

/** How the status of a turn, flow or step is signed. */
export const STEP_STATUS: Readonly<Record<Turn['status'], Status>> = { ok: 'ok', error: 'error', running: 'running' };
const NOTHING = '–';
/** Steps without index, of other applications, are addressed by their place, above every index. */
const UNINDEXED_BASE = 1_000_000;

/** A turn with its steps, ready to show. */
export function toTurnView(turn: Turn, builderUrl: string | undefined): TurnView {
  const firstErrorAddress = findStepAddress(turn, turn.firstErrorStep);
  return {
    turn,
    title: toTitle(turn),
    status: STEP_STATUS[turn.status],
    duration: turn.durationMillis === undefined ? '' : formatDuration(turn.durationMillis),
    seal: toSeal(turn.completeness),
    flow: turn.flows.map(nameFlow).join(' → ') || NOTHING,
    controllerState: turn.controllerState ?? NOTHING,
    ...(firstErrorAddress === undefined ? {} : { firstErrorAddress }),
    rows: toRows(turn, builderUrl),
  };
}

/** Address of a step of a turn. */
export function findStepAddress(turn: Turn, step: Step | undefined): number | undefined {
  const place = step ? turn.steps.indexOf(step) : -1;
  return place === -1 ? undefined : toAddress(step, place);
}

/** The step of a turn at an address. */
export function findStep(view: TurnView, address: number | undefined): StepView | undefined {
  const row = view.rows.find((candidate) => candidate.address === address);
  return row?.kind === 'step' ? row.step : undefined;
}

function toTitle({ index, messages, receivedEvents }: Turn): string {
  const name = index === undefined ? 'turn' : `turn ${index}`;
  const input = messages.find(({ direction }) => direction === 'received')?.body?.text;
  if (input !== undefined) return `${name}: "${input}"`;
  const event = receivedEvents[0]?.eventName;
  return event === undefined ? name : `${name}: ⚡ ${event}`;
}

function nameFlow({ name, id, trigger }: FlowRun): string {
  const flow = name ?? id ?? 'unnamed flow';
  return trigger === undefined ? flow : `${flow} (${trigger})`;
}

function toRows(turn: Turn, builderUrl: string | undefined): readonly StepRow[] {
  const slowestMillis = turn.slowestStep?.durationMillis ?? 0;
  const steps = turn.steps.map((step, place): StepRow => {
    const view = toStepView(step, {
      slowestMillis,
      isSlowest: step === turn.slowestStep && turn.steps.length > 1,
      builderUrl,
    });
    return { kind: 'step', key: step.key, address: toAddress(step, place), step: view };
  });
  const missing = turn.completeness.state === 'missing' ? turn.completeness.missingIndexes : [];
  const gaps = missing.map((index): StepRow => ({ kind: 'gap', key: `gap-${index}`, address: index }));
  return [...steps, ...gaps].sort((a, b) => a.address - b.address);
}

function toAddress(step: Step | undefined, place: number): number {
  return step?.index ?? UNINDEXED_BASE + place;
}

interface StepPlace {
  readonly slowestMillis: number;
  readonly isSlowest: boolean;
  readonly builderUrl: string | undefined;
}

function toStepView(step: Step, { slowestMillis, isSlowest, builderUrl }: StepPlace): StepView {
  const calls = toCallSummary(step.calls);
  return {
    step,
    indexText: step.index === undefined ? '' : String(step.index),
    startMillis: toUnixMillis(step.startUnixNano),
    name: step.name ?? step.id ?? 'unnamed step',
    type: step.type ?? NOTHING,
    status: STEP_STATUS[step.status],
    durationShare: slowestMillis === 0 ? 0 : (step.durationMillis ?? 0) / slowestMillis,
    duration: step.durationMillis === undefined ? NOTHING : formatDuration(step.durationMillis),
    isSlowest,
    calls: calls.short,
    hasFailedCall: calls.hasFailed,
    state: step.controllerState ?? NOTHING,
    node: buildNodeLink(builderUrl, step),
  };
}

import { findStepRuns, findUnreached, groupByFlow, type FlowGroup, type Step, type Turn } from '@botscope/records';
import { formatDuration } from '../../lib/duration.ts';
import type { Status } from '../../lib/status.ts';
import { STEP_STATUS, toStepView, type StepView } from './step-view.ts';

/** A row of the step list. */
export type StepRow =
  | { readonly kind: 'step'; readonly key: string; readonly address: number; readonly step: StepView }
  /** A step that is not stored. */
  | { readonly kind: 'gap'; readonly key: string; readonly address: number }
  | FlowRow
  | UnreachedRow;

/** Heads the steps of one flow where a turn has several. Texts are untrusted. */
export interface FlowRow {
  readonly kind: 'flow';
  readonly key: string;
  readonly address?: undefined;
  /** Absent: these steps belong to no flow. */
  readonly name?: string;
  /** `intent`, `continued`; empty when records say nothing. */
  readonly how: string;
  readonly status: Status;
  readonly duration: string;
}

/** A step that the flow did not come to. Texts are untrusted. */
export interface UnreachedRow {
  readonly kind: 'unreached';
  readonly key: string;
  readonly address?: undefined;
  readonly name: string;
  /** Turn in which the flow came to it; absent when no turn's number is known. */
  readonly seenInTurn?: number;
}

/** Steps without index, of other applications, are addressed by their place, above every index. */
const UNINDEXED_BASE = 1_000_000;

/** What rows need besides their turn. */
export interface RowOptions {
  /** All turns of the conversation: where a flow ended early, others tell how it goes on. */
  readonly turns: readonly Turn[];
  readonly builderUrl: string | undefined;
}

/** The rows of a turn's steps, by index, grouped by flow where there are several. */
export function toStepRows(turn: Turn, options: RowOptions): readonly StepRow[] {
  const groups = groupByFlow(turn);
  const hasHeads = new Set(groups.map(({ name }) => name)).size > 1;
  const runs = findStepRuns(turn.steps);
  const steps = groups.flatMap((group, place): readonly StepRow[] => [
    ...(hasHeads ? [toFlowRow(group, place)] : []),
    ...group.steps.flatMap((step): readonly StepRow[] => [
      {
        kind: 'step',
        key: step.key,
        address: toAddress(step, turn.steps.indexOf(step)),
        step: toStepView(step, { turn, run: runs.get(step), builderUrl: options.builderUrl }),
      },
      ...toUnreachedRows(turn, step, options.turns),
    ]),
  ]);
  return insertGaps(steps, turn);
}

/** Address of a step of a turn. */
export function findStepAddress(turn: Turn, step: Step | undefined): number | undefined {
  const place = step ? turn.steps.indexOf(step) : -1;
  return step === undefined || place === -1 ? undefined : toAddress(step, place);
}

function toAddress(step: Step, place: number): number {
  return step.index ?? UNINDEXED_BASE + place;
}

function toFlowRow({ name, run, isContinued }: FlowGroup, place: number): FlowRow {
  return {
    kind: 'flow',
    key: `flow-${place}`,
    ...(name === undefined ? {} : { name }),
    how: isContinued ? 'continued' : (run?.trigger ?? ''),
    status: run === undefined ? 'ok' : STEP_STATUS[run.status],
    duration: isContinued || run?.durationMillis === undefined ? '' : formatDuration(run.durationMillis),
  };
}

function toUnreachedRows(turn: Turn, step: Step, turns: readonly Turn[]): readonly UnreachedRow[] {
  return findUnreached(turns, turn, step).map(({ id, name, seenIn }) => ({
    kind: 'unreached',
    key: `unreached-${step.key}-${id}`,
    name: name ?? id,
    ...(seenIn?.index === undefined ? {} : { seenInTurn: seenIn.index }),
  }));
}

/** A gap stands before the first step of a higher index; a step of which only the start is stored is no gap. */
function insertGaps(rows: readonly StepRow[], { completeness, steps }: Turn): readonly StepRow[] {
  const stored = new Set(steps.map(({ index }) => index));
  const missing = completeness.state === 'missing' ? completeness.missingIndexes : [];
  const result = [...rows];
  for (const index of missing.filter((candidate) => !stored.has(candidate))) {
    const place = result.findIndex((row) => row.address !== undefined && row.address > index);
    result.splice(place === -1 ? result.length : place, 0, { kind: 'gap', key: `gap-${index}`, address: index });
  }
  return result;
}

import { expandDeltaNode, toDeltaTree, type DeltaNode, type JsonValue } from '@botscope/delta';
import {
  mayBeOutdated,
  toUnixMillis,
  toVariableState,
  type GapReason,
  type PointChange,
  type VariableHistory,
  type VariablePoint,
} from '@botscope/records';
import { searchJson, toMemberPointer } from '../../components/json-search.ts';
import type { Status } from '../../lib/status.ts';
import { findStepAddress } from './step-rows.ts';
import { STEP_STATUS } from './step-view.ts';

/** A point of the variables' history as its heading shows it. Texts are untrusted. */
export interface PointView {
  /** `turn 3, step 2`, or `turn 3, after its steps`. */
  readonly place: string;
  /** Name of the step. */
  readonly name: string;
  readonly status: Status;
  readonly timeMillis: number;
  /** What the address holds for it. */
  readonly address: { readonly turn: string; readonly step: number | undefined };
}

/** A point ready to show. */
export function toPointView({ turn, step }: VariablePoint): PointView {
  const place = `turn ${turn.index ?? '?'}`;
  const address = { turn: turn.id, step: findStepAddress(turn, step) };
  if (step === undefined) {
    const timeMillis = toUnixMillis(turn.lastUnixNano);
    return { place: `${place}, after its steps`, name: '', status: STEP_STATUS[turn.status], timeMillis, address };
  }
  return {
    place: `${place}, step ${step.index ?? '?'}`,
    name: step.name ?? step.id ?? 'unnamed step',
    status: STEP_STATUS[step.status],
    timeMillis: toUnixMillis(step.startUnixNano),
    address,
  };
}

/** The point that an address means: its step, or the last one of its turn, or the last one of all. -1 without points. */
export function findPoint({ points }: VariableHistory, turn: string | undefined, step: number | undefined): number {
  const own = turn === undefined ? [] : points.filter((point) => point.turn.id === turn);
  const exact = own.find((point) => step !== undefined && findStepAddress(point.turn, point.step) === step);
  return (exact ?? own.at(-1))?.index ?? points.length - 1;
}

/** A variable of the state at a point. Name and value are untrusted. */
export interface VariableRow {
  readonly name: string;
  /** Absent: the point removed it. */
  readonly value?: unknown;
  /** Told before a gap, so it may be out of date. */
  readonly isOutdated: boolean;
  /** Absent: the point did not change it. */
  readonly change?: PointChange;
  /** JSON Pointers of what changed inside its value. */
  readonly changed?: ReadonlySet<string>;
}

/** All variables at a point and those that it removed, by name. */
export function toVariableRows(history: VariableHistory, index: number): readonly VariableRow[] {
  const state = toVariableState(history, index);
  const changes = new Map(history.points[index]?.changes.map((change) => [change.name, change]));
  const rows = [...state.variables].map(([name, variable]): VariableRow => {
    const change = changes.get(name);
    return {
      name,
      value: variable.value,
      isOutdated: mayBeOutdated(state, variable),
      ...(change === undefined ? {} : { change, changed: listChanged(change) }),
    };
  });
  const removed = [...changes.values()].filter(({ after }) => after === undefined);
  const all = [...rows, ...removed.map((change) => ({ name: change.name, isOutdated: false, change }))];
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The rows whose name or value contains a text. */
export function searchRows(rows: readonly VariableRow[], text: string): readonly VariableRow[] {
  if (text === '') return rows;
  return rows.filter(({ name, value }) => searchJson({ [name]: value ?? null }, text).found.size > 0);
}

const MOST_CHANGED = 1_000;

/** Places inside a variable that became other ones. */
function listChanged({ before, after }: PointChange): ReadonlySet<string> {
  const places = new Set<string>();
  if (before === undefined || after === undefined) return places;
  const root = toDeltaTree(before.value as JsonValue, after.value as JsonValue);
  const pending: { readonly node: DeltaNode; readonly pointer: string }[] = [{ node: root, pointer: '' }];
  for (let next = pending.pop(); next !== undefined && places.size < MOST_CHANGED; next = pending.pop()) {
    const { node, pointer } = next;
    if (node.kind !== 'unchanged' && node.kind !== 'nested') places.add(pointer);
    if (node.kind !== 'nested') continue;
    for (const child of expandDeltaNode(node)) {
      if (child.kind !== 'removed') pending.push({ node: child, pointer: toMemberPointer(pointer, String(child.key)) });
    }
  }
  return places;
}

const GAP_TEXTS: Readonly<Record<GapReason, string>> = {
  start:
    'The beginning of the conversation is not stored: variables from then that did not change since are not known.',
  missing: 'Steps before this one are not stored: values that were told before them may be out of date.',
  policy: 'The capture settings keep the variables of a step out: values from before it may be out of date.',
  running: 'The end of a step is not stored yet: what it changed is not known.',
  unreadable: 'The record of a step is damaged: values from before it may be out of date.',
  count: 'The bot counted another number of variables than its steps tell: some are not known here.',
};

/** What the reader of a state has to know about it; each a sentence. */
export function toStateNotes(history: VariableHistory, index: number): readonly string[] {
  const gap = history.points[index]?.gap;
  const { disagreements } = history.check;
  const own = disagreements.filter((one) => one.index === index);
  return [
    ...(gap === undefined ? [] : [GAP_TEXTS[gap.reason]]),
    ...own.map(
      ({ names }) => `The bot’s own snapshot says otherwise than its steps for ${names.join(', ')}; it counts.`,
    ),
  ];
}

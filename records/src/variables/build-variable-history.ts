import type { Conversation, Step, Turn } from '../assembly/conversation.ts';
import type { SnapshotRecord, TurnRecord } from '../record/bot-record.ts';
import { compareOldestFirst } from '../record/record-order.ts';
import { HistoryRecorder } from './history-recorder.ts';
import { omitsVariables, readSnapshot, readStepChanges, readTurnChanges } from './read-changes.ts';
import { PLAIN_VALUES, type ValueReader } from './value-reader.ts';
import type { GapReason, VariableHistory } from './variable-history.ts';

/** The snapshot at the end of a turn, which counts everything that the turn did. */
const TURN_END = 'turn_end';

/**
 * Rebuilds the variables of a conversation from what every step tells that it changed. Snapshots and the changes of
 * whole turns check the result and close gaps.
 */
export function buildVariableHistory(conversation: Conversation, reader = PLAIN_VALUES): VariableHistory {
  const recorder = new HistoryRecorder(reader);
  const between = conversation.others.filter((record) => record.type === 'snapshot').sort(compareOldestFirst);
  if (!startsAtBeginning(conversation)) recorder.breakOff('start', false, -1);
  for (const turn of conversation.turns) addTurn(turn, takeUntil(between, turn.startUnixNano), recorder, reader);
  return recorder.toHistory();
}

function startsAtBeginning({ started, turns }: Conversation): boolean {
  return started !== undefined || turns[0]?.index === 1;
}

function addTurn(turn: Turn, before: readonly SnapshotRecord[], recorder: HistoryRecorder, reader: ValueReader): void {
  recorder.beginTurn();
  const gapBefore = recorder.gap;
  const own = [...turn.snapshots, ...turn.steps.flatMap(({ snapshots }) => snapshots)].sort(compareOldestFirst);
  const within = own.filter(({ trigger }) => trigger !== TURN_END);
  const told = turn.completed ? readTurnChanges(turn.completed, reader) : [];
  const turnNames = new Set(told.map(({ name }) => name));
  addSnapshots(before, turnNames, recorder, reader);
  let nextIndex = 1;
  for (const step of turn.steps) {
    if (step.index !== undefined && step.index > nextIndex) recorder.breakOff('missing');
    nextIndex = Math.max(nextIndex, (step.index ?? 0) + 1);
    const changes = readStepChanges(step, reader);
    const explained = new Set([...turnNames, ...changes.map(({ name }) => name)]);
    addSnapshots(takeUntil(within, step.completed?.timestampUnixNano ?? 0n), explained, recorder, reader);
    addStep(step, changes, recorder);
    recorder.closePoint(turn, step);
  }
  if (nextIndex <= (turn.completeness.expectedCount ?? 0)) recorder.breakOff('missing');
  addSnapshots(within, turnNames, recorder, reader);
  // A writer that never tells a turn's changes leaves them out as one does whose turn changed nothing.
  if (told.length > 0 && !omits(turn.completed)) recorder.addTurnChanges(told, gapBefore);
  addSnapshots(
    own.filter(({ trigger }) => trigger === TURN_END),
    new Set(),
    recorder,
    reader,
  );
  recorder.closePoint(turn);
}

function addStep(step: Step, changes: ReturnType<typeof readStepChanges>, recorder: HistoryRecorder): void {
  const reason = toGapReason(step);
  if (reason !== undefined) recorder.breakOff(reason);
  recorder.addStepChanges(changes);
  if (step.variableCount !== undefined) recorder.addCount(step.variableCount);
}

/** Why a step does not tell what it changed. */
function toGapReason({ completed }: Step): GapReason | undefined {
  if (completed === undefined) return 'running';
  if (completed.bodyError !== undefined) return 'unreadable';
  return omitsVariables(completed) ? 'policy' : undefined;
}

function omits(record: TurnRecord | undefined): boolean {
  return record !== undefined && omitsVariables(record);
}

function addSnapshots(
  records: readonly SnapshotRecord[],
  explained: ReadonlySet<string>,
  recorder: HistoryRecorder,
  reader: ValueReader,
): void {
  for (const record of records) {
    const variables = readSnapshot(record, reader);
    if (variables) recorder.addSnapshot(variables, explained);
  }
}

/** Takes the records of a list, oldest first, that are not newer than a time out of it. */
function takeUntil(records: SnapshotRecord[], unixNano: bigint): readonly SnapshotRecord[] {
  const end = records.findIndex(({ timestampUnixNano }) => timestampUnixNano > unixNano);
  return records.splice(0, end === -1 ? records.length : end);
}

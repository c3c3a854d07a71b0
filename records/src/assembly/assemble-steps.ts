import type { ErrorDetail } from '@botscope/conventions';
import type {
  ApiCallRecord,
  BotRecord,
  LogRecord,
  ScriptExceptionRecord,
  SnapshotRecord,
  StepRecord,
} from '../record/bot-record.ts';
import type { Step } from './conversation.ts';
import { toCallDetails } from './step-calls.ts';

/** A record that belongs to a step, or to the turn where its step is not known. */
export type Attachment = LogRecord | ApiCallRecord | ScriptExceptionRecord | SnapshotRecord;

/** Steps by index; those without one follow by time. `records` are those of one turn, oldest first. */
export function assembleSteps(records: readonly BotRecord[]): readonly Step[] {
  const stepRecords = records.filter((record) => record.type === 'step');
  const completed = stepRecords.filter(({ phase }) => phase === 'completed');
  const started = stepRecords.filter(({ phase }) => phase === 'started');
  const startOf = new Map([...started].reverse().map((record) => [toStepKey(record), record]));
  const ended = new Set(completed.map(toStepKey));
  const running = [...startOf.values()].filter((record) => !ended.has(toStepKey(record)));
  const attachments = groupAttachments(records);
  const steps = [
    ...completed.map((record) => toStep(startOf.get(toStepKey(record)), record, attachments)),
    ...running.map((record) => toStep(record, undefined, attachments)),
  ];
  return steps.sort(compareSteps);
}

/** The attachments of a turn that none of its steps has. */
export function findLooseAttachments(records: readonly BotRecord[], steps: readonly Step[]): readonly Attachment[] {
  const taken = new Set<BotRecord>(
    steps.flatMap((step) => [...step.logs, ...step.apiCalls, ...step.scriptExceptions, ...step.snapshots]),
  );
  return records.filter(isAttachment).filter((record) => !taken.has(record));
}

/** What a step's start, end and attachments have in common. */
function toStepKey(record: BotRecord): string {
  if (record.stepIndex !== undefined) return `index ${record.stepIndex}`;
  return record.spanId === undefined ? `uid ${record.uid}` : `span ${record.spanId}`;
}

function groupAttachments(records: readonly BotRecord[]): ReadonlyMap<string, readonly Attachment[]> {
  const groups = new Map<string, Attachment[]>();
  for (const record of records.filter(isAttachment)) {
    const key = toStepKey(record);
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return groups;
}

function isAttachment(record: BotRecord): record is Attachment {
  return ['log', 'api-call', 'script-exception', 'snapshot'].includes(record.type);
}

function toStep(
  started: StepRecord | undefined,
  completed: StepRecord | undefined,
  attachments: ReadonlyMap<string, readonly Attachment[]>,
): Step {
  const record = completed ?? started;
  if (record === undefined) throw new TypeError('a step has a start or an end');
  const own = attachments.get(toStepKey(record)) ?? [];
  const apiCalls = own.filter((attachment) => attachment.type === 'api-call');
  return {
    ...toStepHead(record, started, completed),
    input: (completed?.body ?? started?.body)?.input,
    output: completed?.body?.output,
    variables: completed?.body?.variables?.delta ?? [],
    variableCount: completed?.body?.variables?.count,
    calls: toCallDetails(completed?.body?.calls ?? [], apiCalls),
    console: completed?.body?.console ?? [],
    source: completed?.body?.source,
    logs: own.filter((attachment) => attachment.type === 'log'),
    apiCalls,
    scriptExceptions: own.filter((attachment) => attachment.type === 'script-exception'),
    snapshots: own.filter((attachment) => attachment.type === 'snapshot'),
    started,
    completed,
  };
}

type StepHead = Omit<
  Step,
  | 'input'
  | 'output'
  | 'variables'
  | 'variableCount'
  | 'calls'
  | 'console'
  | 'source'
  | 'logs'
  | 'apiCalls'
  | 'scriptExceptions'
  | 'snapshots'
  | 'started'
  | 'completed'
>;

function toStepHead(record: StepRecord, started: StepRecord | undefined, completed: StepRecord | undefined): StepHead {
  const status = toStatus(completed);
  return {
    key: record.uid,
    index: record.stepIndex,
    id: record.stepId,
    name: record.stepName,
    type: record.stepType,
    flowId: record.flowId,
    flowName: record.flowName,
    status,
    startUnixNano: started && !completed ? started.timestampUnixNano : record.startUnixNano,
    durationMillis: completed?.durationMillis,
    controllerState: record.controllerState,
    nextStepId: completed?.nextStepId,
    error: completed && status === 'error' ? toErrorDetail(completed, completed.body?.error) : undefined,
  };
}

/** `running` without an end, else by the end's outcome. */
export function toStatus(completed: BotRecord | undefined): Step['status'] {
  if (completed === undefined) return 'running';
  return completed.outcome === 'error' ? 'error' : 'ok';
}

/** What went wrong: as the body tells it, else as the attributes do. */
export function toErrorDetail(record: BotRecord, detail: ErrorDetail | undefined): ErrorDetail {
  return detail ?? { type: record.exceptionType ?? record.errorType ?? '', message: record.exceptionMessage ?? '' };
}

function compareSteps(a: Step, b: Step): number {
  const order = (a.index ?? Infinity) - (b.index ?? Infinity);
  if (order !== 0 && !Number.isNaN(order)) return order;
  if (a.startUnixNano !== b.startUnixNano) return a.startUnixNano < b.startUnixNano ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}

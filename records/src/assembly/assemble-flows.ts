import type { BotRecord, FlowRecord } from '../record/bot-record.ts';
import { toStatus } from './assemble-steps.ts';
import type { FlowRun, Step } from './conversation.ts';

/** Runs of flows in a turn, in order of start; where no flow records are stored, as the steps tell them. */
export function assembleFlows(records: readonly BotRecord[], steps: readonly Step[]): readonly FlowRun[] {
  const flowRecords = records.filter((record) => record.type === 'flow');
  const runs = flowRecords.length > 0 ? pairRecords(flowRecords) : toRunsOfSteps(steps);
  return [...runs].sort(compareRuns);
}

function pairRecords(records: readonly FlowRecord[]): readonly FlowRun[] {
  const completed = records.filter(({ phase }) => phase === 'completed');
  const started = records.filter(({ phase }) => phase === 'started');
  const startOf = new Map([...started].reverse().map((record) => [toRunKey(record), record]));
  const ended = new Set(completed.map(toRunKey));
  return [
    ...completed.map((record) => toRun(record, startOf.get(toRunKey(record)), record)),
    ...[...startOf.values()].filter((record) => !ended.has(toRunKey(record))).map((record) => toRun(record, record)),
  ];
}

function toRunKey({ spanId, flowId, flowName }: FlowRecord): string {
  return spanId === undefined ? `flow ${flowId ?? flowName ?? ''}` : `span ${spanId}`;
}

function toRun(record: FlowRecord, started?: FlowRecord, completed?: FlowRecord): FlowRun {
  return {
    id: record.flowId,
    name: record.flowName,
    trigger: record.flowTrigger ?? started?.flowTrigger,
    status: toStatus(completed),
    startUnixNano: completed?.startUnixNano ?? record.timestampUnixNano,
    durationMillis: completed?.durationMillis,
    started,
    completed,
  };
}

function toRunsOfSteps(steps: readonly Step[]): readonly FlowRun[] {
  const runs = new Map<string, FlowRun>();
  for (const step of steps) {
    const key = step.flowId ?? step.flowName;
    if (key === undefined) continue;
    const run = runs.get(key) ?? {
      id: step.flowId,
      name: step.flowName,
      status: 'ok',
      startUnixNano: step.startUnixNano,
    };
    runs.set(key, { ...run, status: worse(run.status, step.status) });
  }
  return [...runs.values()];
}

function worse(a: FlowRun['status'], b: FlowRun['status']): FlowRun['status'] {
  if (a === 'error' || b === 'error') return 'error';
  return a === 'running' || b === 'running' ? 'running' : 'ok';
}

function compareRuns(a: FlowRun, b: FlowRun): number {
  if (a.startUnixNano === b.startUnixNano) return 0;
  return a.startUnixNano < b.startUnixNano ? -1 : 1;
}

import type { ErrorDetail } from '@botscope/conventions';
import type { BotRecord, TurnRecord } from '../record/bot-record.ts';
import { assembleFlows } from './assemble-flows.ts';
import { assembleSteps, findLooseAttachments, toErrorDetail, toStatus } from './assemble-steps.ts';
import { toCompleteness } from './completeness.ts';
import type { Step, Turn } from './conversation.ts';
import { earliest, latest, newestValue } from './newest-value.ts';

/** A turn from its records: all of one turn id, oldest first, each once; at least one. */
export function assembleTurn(id: string, records: readonly BotRecord[], nowUnixNano: bigint): Turn {
  const completed = records.find((record) => record.type === 'turn');
  const steps = assembleSteps(records);
  const firstErrorStep = steps.find(({ status }) => status === 'error');
  return {
    id,
    ...toTurnHead(records, completed),
    ...toContents(records, steps),
    controllerState: completed?.controllerState ?? newestValue(steps, (step) => step.controllerState),
    steps,
    firstErrorStep,
    slowestStep: findSlowest(steps),
    error: toTurnError(completed, firstErrorStep),
    completeness: toCompleteness(
      completed,
      records.filter((record) => record.type === 'step'),
      nowUnixNano,
    ),
    completed,
  };
}

type TurnHead = Pick<
  Turn,
  'index' | 'status' | 'startUnixNano' | 'lastUnixNano' | 'durationMillis' | 'traceId' | 'variables'
>;

function toTurnHead(records: readonly BotRecord[], completed: TurnRecord | undefined): TurnHead {
  const starts = records.map(({ startUnixNano }) => startUnixNano);
  return {
    index: completed?.turnIndex ?? newestValue(records, ({ turnIndex }) => turnIndex),
    status: toStatus(completed),
    startUnixNano: completed?.durationMillis === undefined ? earliest(starts, 0n) : completed.startUnixNano,
    lastUnixNano: latest(
      records.map(({ timestampUnixNano }) => timestampUnixNano),
      0n,
    ),
    durationMillis: completed?.durationMillis,
    traceId: completed?.traceId ?? newestValue(records, ({ traceId }) => traceId),
    variables: completed?.body?.variablesDelta ?? [],
  };
}

type TurnContents = Pick<
  Turn,
  | 'messages'
  | 'receivedEvents'
  | 'flows'
  | 'logs'
  | 'apiCalls'
  | 'scriptExceptions'
  | 'snapshots'
  | 'apiCallCount'
  | 'apiErrorCount'
>;

function toContents(records: readonly BotRecord[], steps: readonly Step[]): TurnContents {
  const loose = findLooseAttachments(records, steps);
  const apiCalls = loose.filter((record) => record.type === 'api-call');
  return {
    messages: records.filter((record) => record.type === 'message'),
    receivedEvents: records.filter((record) => record.type === 'received-event'),
    flows: assembleFlows(records, steps),
    logs: loose.filter((record) => record.type === 'log'),
    apiCalls,
    scriptExceptions: loose.filter((record) => record.type === 'script-exception'),
    snapshots: loose.filter((record) => record.type === 'snapshot'),
    ...countCalls(records, steps, apiCalls),
  };
}

function countCalls(
  records: readonly BotRecord[],
  steps: readonly Step[],
  loose: readonly BotRecord[],
): Pick<Turn, 'apiCallCount' | 'apiErrorCount'> {
  const completed = records.find((record) => record.type === 'turn');
  const calls = steps.flatMap((step) => step.calls);
  const looseErrors = loose.filter(({ outcome }) => outcome === 'error').length;
  return {
    apiCallCount: completed?.apiCallCount ?? calls.length + loose.length,
    apiErrorCount: completed?.apiErrorCount ?? calls.filter(({ failed }) => failed).length + looseErrors,
  };
}

function findSlowest(steps: readonly Step[]): Step | undefined {
  let slowest: Step | undefined;
  for (const step of steps) {
    if (step.durationMillis !== undefined && step.durationMillis > (slowest?.durationMillis ?? -1)) slowest = step;
  }
  return slowest;
}

function toTurnError(completed: TurnRecord | undefined, step: Step | undefined): ErrorDetail | undefined {
  if (step?.error) return step.error;
  return completed?.outcome === 'error' ? toErrorDetail(completed, undefined) : undefined;
}

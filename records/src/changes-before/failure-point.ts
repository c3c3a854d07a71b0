import type { Step, Turn } from '../assembly/conversation.ts';
import type { ApiCallRecord } from '../record/bot-record.ts';
import { listTexts } from './list-texts.ts';

/** What failed, in the terms in which a change can have to do with it. */
export interface FailurePoint {
  readonly timeUnixNano: bigint;
  /** Ids and names of the step and of what it calls upon. */
  readonly stepNames: readonly string[];
  /** Id and name of its flow. */
  readonly flowNames: readonly string[];
  /** Addresses that were called, or their hosts where no more is known. */
  readonly addresses: readonly string[];
  /** What went into the step, came out and was said of the error. */
  readonly texts: readonly string[];
}

const present = (values: readonly (string | undefined)[]): readonly string[] =>
  values.filter((value) => value !== undefined && value !== '') as string[];

/** A failed step, or a failed turn where no step is known to have failed. `calls` are API records of the turn. */
export function toFailurePoint(turn: Turn, step: Step | undefined, calls: readonly ApiCallRecord[]): FailurePoint {
  const own = calls.filter((call) => step?.index === undefined || call.stepIndex === step.index);
  const flows = turn.flows.filter(({ id }) => step?.flowId === undefined || id === step.flowId);
  return {
    timeUnixNano: step?.completed?.timestampUnixNano ?? step?.startUnixNano ?? turn.lastUnixNano,
    stepNames: present([step?.id, step?.name, ...own.map(({ integration }) => integration)]),
    flowNames: present([step?.flowId, step?.flowName, ...flows.flatMap(({ id, name }) => [id, name])]),
    addresses: present([...own.map(({ url }) => url), ...(step?.calls ?? []).map(({ host }) => host)]),
    texts: [
      ...listTexts([step?.input, step?.output]),
      ...present([step?.error?.message, turn.error?.message, ...own.map(({ exceptionMessage }) => exceptionMessage)]),
    ],
  };
}

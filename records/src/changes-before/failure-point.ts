import type { Step, Turn } from '../assembly/conversation.ts';
import type { ApiCallRecord } from '../record/bot-record.ts';
import { listTexts } from './list-texts.ts';

/** What a step is and did, in the terms in which a change can have to do with it. */
export interface StepTerms {
  /** Ids and names of the step and of what it calls upon. */
  readonly stepNames: readonly string[];
  /** Addresses that were called, or their hosts where no more is known. */
  readonly addresses: readonly string[];
  /** What went into the step, came out and was said of the error. */
  readonly texts: readonly string[];
}

/** What failed. */
export interface FailurePoint extends StepTerms {
  readonly timeUnixNano: bigint;
  /** Id and name of its flow. */
  readonly flowNames: readonly string[];
  /** The steps of the turn before it: what they got may be what it failed on. */
  readonly earlier: StepTerms;
}

const present = (values: readonly (string | undefined)[]): readonly string[] =>
  values.filter((value) => value !== undefined && value !== '') as string[];

/** A failed step, or a failed turn where no step is known to have failed. `calls` are API records of the turn. */
export function toFailurePoint(turn: Turn, step: Step | undefined, calls: readonly ApiCallRecord[]): FailurePoint {
  const own = calls.filter((call) => step?.index === undefined || call.stepIndex === step.index);
  const place = step ? turn.steps.indexOf(step) : -1;
  const earlier = turn.steps.slice(0, Math.max(0, place));
  const ofEarlier = calls.filter((call) =>
    earlier.some(({ index }) => index !== undefined && index === call.stepIndex),
  );
  const terms = toTerms(step ? [step] : [], own);
  const flows = turn.flows.filter(({ id }) => step?.flowId === undefined || id === step.flowId);
  return {
    timeUnixNano: step?.completed?.timestampUnixNano ?? step?.startUnixNano ?? turn.lastUnixNano,
    ...terms,
    texts: [...terms.texts, ...present([turn.error?.message])],
    flowNames: present([step?.flowId, step?.flowName, ...flows.flatMap(({ id, name }) => [id, name])]),
    earlier: toTerms(earlier, ofEarlier),
  };
}

function toTerms(steps: readonly Step[], calls: readonly ApiCallRecord[]): StepTerms {
  return {
    stepNames: present([
      ...steps.flatMap(({ id, name }) => [id, name]),
      ...calls.map(({ integration }) => integration),
    ]),
    addresses: present([
      ...calls.map(({ url }) => url),
      ...steps.flatMap((step) => step.calls.map(({ host }) => host)),
    ]),
    texts: [
      ...listTexts(steps.flatMap(({ input, output }) => [input, output])),
      ...present([
        ...steps.map(({ error }) => error?.message),
        ...calls.map(({ exceptionMessage }) => exceptionMessage),
      ]),
    ],
  };
}

import {
  ATTR_CONTROLLER_STATE,
  ATTR_ERROR_TYPE,
  ATTR_EVENT,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_STEP_TYPE,
} from '@botscope/conventions';
import type { Step } from '../assembly/conversation.ts';
import type { BotRecord } from '../record/bot-record.ts';
import {
  EXCEPTION_EXPLANATIONS,
  OTHER_FAILURE,
  STATUS_CLASS_EXPLANATIONS,
  STATUS_EXPLANATIONS,
  TRANSPORT_EXPLANATIONS,
} from './error-explanations.ts';
import { EVENT_EXPLANATIONS } from './event-explanations.ts';
import type { Explanation, ExplanationTable } from './explanation.ts';
import { STATE_EXPLANATIONS, STEP_TYPE_EXPLANATIONS } from './run-explanations.ts';

/** A part of the catalogue: what its entries are told apart by, and the entries. */
export interface ExplanationSection {
  readonly title: string;
  /** What the key of an entry is, as a record carries it. */
  readonly key: string;
  readonly entries: ExplanationTable;
}

/** Everything that is explained, for pages and the reference. */
export const EXPLANATION_CATALOGUE: readonly ExplanationSection[] = [
  { title: 'Kinds of entry', key: `\`${ATTR_EVENT}\``, entries: EVENT_EXPLANATIONS },
  { title: 'Calls without an answer', key: `\`${ATTR_ERROR_TYPE}\``, entries: TRANSPORT_EXPLANATIONS },
  { title: 'Answers with an error status', key: `\`${ATTR_HTTP_RESPONSE_STATUS_CODE}\``, entries: STATUS_EXPLANATIONS },
  { title: 'Any other status', key: 'first digit', entries: STATUS_CLASS_EXPLANATIONS },
  {
    title: 'Errors of steps and scripts',
    key: `\`${ATTR_ERROR_TYPE}\``,
    entries: { ...EXCEPTION_EXPLANATIONS, '…': OTHER_FAILURE },
  },
  { title: 'State of the controller', key: `\`${ATTR_CONTROLLER_STATE}\``, entries: STATE_EXPLANATIONS },
  { title: 'Kinds of step', key: `\`${ATTR_STEP_TYPE}\``, entries: STEP_TYPE_EXPLANATIONS },
];

/** What the end of a call means: by its status, or by why no answer came. */
export function explainOutcome(statusCode: number | undefined, errorType: string | undefined): Explanation | undefined {
  if (statusCode === undefined) return find(TRANSPORT_EXPLANATIONS, errorType);
  const digit = String(Math.floor(statusCode / 100));
  return find(STATUS_EXPLANATIONS, String(statusCode)) ?? find(STATUS_CLASS_EXPLANATIONS, digit);
}

/** What an error means, by the types that its records name, the most telling first. Every error has a meaning. */
export function explainError(...types: readonly (string | undefined)[]): Explanation {
  for (const type of types) {
    const status = type !== undefined && /^[1-5]\d\d$/.test(type) ? explainOutcome(Number(type), undefined) : undefined;
    const known = status ?? find(TRANSPORT_EXPLANATIONS, type) ?? find(EXCEPTION_EXPLANATIONS, type);
    if (known) return known;
  }
  return OTHER_FAILURE;
}

/** What a step's failure means; undefined when it did not fail. A failed call tells more than the error it was turned into. */
export function explainStepFailure(step: Step): Explanation | undefined {
  if (step.status !== 'error' && step.scriptExceptions.length === 0) return undefined;
  const call = step.calls.findLast(({ failed }) => failed);
  const exception = step.scriptExceptions[0];
  return explainError(
    call?.status === undefined ? call?.errorType : String(call.status),
    step.completed?.errorType,
    step.error?.type,
    step.completed?.exceptionType,
    exception?.exceptionType,
    exception?.errorType,
  );
}

/** What a step means: its failure, a wait that it left the flow in, and what steps of its kind do. */
export function explainStep(step: Step): readonly Explanation[] {
  const { controllerState } = step;
  const isWaiting = controllerState !== undefined && controllerState !== 'running' && controllerState !== 'error';
  return [
    explainStepFailure(step),
    isWaiting ? find(STATE_EXPLANATIONS, controllerState) : undefined,
    find(STEP_TYPE_EXPLANATIONS, step.type),
    find(EVENT_EXPLANATIONS, (step.completed ?? step.started)?.event),
  ].filter((explanation) => explanation !== undefined);
}

/** What a record means: its failure, and its kind. Empty for a kind that another application brings. */
export function explainRecord(record: BotRecord): readonly Explanation[] {
  const failure = record.outcome === 'error' ? explainRecordFailure(record) : undefined;
  return [failure, find(EVENT_EXPLANATIONS, record.event)].filter((explanation) => explanation !== undefined);
}

function explainRecordFailure(record: BotRecord): Explanation {
  if (record.type === 'api-call') return explainOutcome(record.statusCode, record.errorType) ?? OTHER_FAILURE;
  return explainError(record.errorType, record.exceptionType);
}

function find(table: ExplanationTable, key: string | undefined): Explanation | undefined {
  return key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}

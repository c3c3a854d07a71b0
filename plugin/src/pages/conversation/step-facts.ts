import type { Step } from '@botscope/records';
import { readMember } from './llm-messages.ts';

/** What a line says of a step beside its status and duration. Texts are untrusted. */
export interface StepFacts {
  /** `waiting for input`; absent when the flow goes on. */
  readonly wait?: string;
  readonly facts: readonly (readonly [label: string, text: string])[];
}

const WAITS: Readonly<Record<string, string>> = {
  waiting_for_input: 'waiting for the user’s answer',
  waiting_for_event: 'waiting for an event',
};

/** Kind, state, branch, next step, and of a hand-over to whom and why. */
export function toStepFacts(step: Step): StepFacts {
  const { controllerState: state = '', type, nextStepId } = step;
  const wait = Object.hasOwn(WAITS, state) ? WAITS[state] : undefined;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['type', type],
    ['branch', type === 'condition' ? toText(step.output) : undefined],
    ...(type === 'handover' ? toHandoverFacts(step) : []),
    ['next', nextStepId],
  ];
  return {
    ...(wait === undefined ? {} : { wait }),
    facts: facts.flatMap(([label, text]) => (text === undefined ? [] : [[label, text] as const])),
  };
}

function toHandoverFacts({ input, completed }: Step): readonly (readonly [string, string | undefined])[] {
  const agent =
    completed?.actor?.name ?? completed?.actor?.id ?? toText(readMember(readMember(input, 'agent'), 'name'));
  return [
    ['to', agent],
    ['queue', toText(readMember(input, 'queue'))],
    ['reason', toText(readMember(input, 'reason'))],
  ];
}

/** A single word, number or text; undefined for anything larger. */
function toText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

import { JsonNumberText, parseJson, type JsonValue } from '@botscope/delta';
import type { Step } from '@botscope/records';
import type { StepTab } from './url-state.ts';

/** A tab of a step's detail. */
export interface StepTabView {
  readonly id: StepTab;
  readonly label: string;
  /** How many things it holds; absent where that says nothing. */
  readonly counter?: number;
  /** Open when the address names no tab, or one that this step does not have. */
  readonly isDefault: boolean;
}

/** The tabs that a step has something for. A failed step opens at its error. */
export function toStepTabs(step: Step): readonly StepTabView[] {
  const hasError = step.error !== undefined || step.scriptExceptions.length > 0;
  const tab = (id: StepTab, label: string, counter?: number): StepTabView => ({
    id,
    label,
    ...(counter === undefined ? {} : { counter }),
    isDefault: id === (hasError ? 'error' : 'input'),
  });
  return [
    ...(hasError ? [tab('error', 'Error')] : []),
    tab('input', 'Input'),
    tab('output', 'Output'),
    tab('variables', 'Variables', step.variables.length),
    tab('logs', 'Logs', step.logs.length),
    tab('calls', 'API calls', step.calls.length),
    ...(step.console.length > 0 || step.type === 'script' ? [tab('console', 'Console', step.console.length)] : []),
    tab('raw', 'Raw'),
  ];
}

/** A member of a record's body with its numbers exact; `undefined` when it has none or the body is no JSON object. */
export function readExact(line: string | undefined, ...path: readonly string[]): JsonValue | undefined {
  if (line === undefined) return undefined;
  let value: JsonValue | undefined;
  try {
    value = parseJson(line);
  } catch {
    return undefined;
  }
  for (const name of path) {
    if (typeof value !== 'object' || value === null || value instanceof JsonNumberText || Array.isArray(value))
      return undefined;
    value = Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

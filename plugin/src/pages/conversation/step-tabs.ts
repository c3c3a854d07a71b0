import type { Step } from '@botscope/records';
import { isLlmStep } from './llm-view.ts';
import type { StepTab } from './url-state.ts';

/** A tab of a step's detail. */
export interface StepTabView {
  readonly id: StepTab;
  readonly label: string;
  /** How many things it holds; absent where it holds none, or where that says nothing. */
  readonly counter?: number;
  /** Open when the address names no tab, or one that this step does not have. */
  readonly isDefault: boolean;
}

/** The tabs that a step has something for. It opens at its error, at what is special of its kind, or at its input. */
export function toStepTabs(step: Step): readonly StepTabView[] {
  const hasError = step.error !== undefined || step.scriptExceptions.length > 0;
  const isScript = step.type === 'script' || step.console.length > 0 || step.source !== undefined;
  const isLlm = isLlmStep(step);
  const first: StepTab = hasError ? 'error' : isLlm ? 'llm' : 'input';
  const tab = (id: StepTab, label: string, counter?: number): StepTabView => ({
    id,
    label,
    ...(counter === undefined || counter === 0 ? {} : { counter }),
    isDefault: id === first,
  });
  return [
    ...(hasError ? [tab('error', 'Error')] : []),
    ...(isLlm ? [tab('llm', 'Language model')] : []),
    ...(isScript ? [tab('script', 'Script')] : []),
    tab('input', 'Input'),
    tab('output', 'Output'),
    tab('variables', 'Variables', step.variables.length),
    tab('logs', 'Logs', step.logs.length),
    tab('calls', 'API calls', step.calls.length),
    tab('raw', 'Raw'),
  ];
}

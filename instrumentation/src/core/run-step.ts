import type { HandOverOptions } from '../api/hand-over.ts';
import type { LlmOptions, LlmStep } from '../api/llm.ts';
import type { HandOverStep, ScriptOptions, ScriptStep, Step, StepOptions } from '../api/step.ts';
import { OFF_STEP } from '../off/off-step.ts';
import { HandOverRecorder } from './hand-over-recorder.ts';
import { guard, type Kernel } from './kernel.ts';
import { LlmRecorder } from './llm-recorder.ts';
import { runRecorded } from './run-recorded.ts';
import { ScriptRecorder } from './script-recorder.ts';
import type { StepParent } from './step-parent.ts';
import { StepRecorder } from './step-recorder.ts';

/** Runs a step of a turn or flow and records it. */
export function runStep<Result>(
  kernel: Kernel,
  parent: StepParent,
  options: StepOptions,
  run: (step: Step) => Result,
): Result {
  let recorder: StepRecorder;
  try {
    recorder = new StepRecorder(kernel, parent, options);
  } catch (error) {
    kernel.reportFault('step', error);
    return run(OFF_STEP);
  }
  return runRecorded<Step, Result>(kernel, recorder.scope, recorder, run);
}

/** Runs a script step of a turn or flow and records it. */
export function runScript<Result>(
  kernel: Kernel,
  parent: StepParent,
  options: ScriptOptions,
  run: (script: ScriptStep) => Result,
): Result {
  const recorder = guard(kernel, 'script', () => new ScriptRecorder(kernel, parent, options));
  if (recorder === undefined) return run(OFF_STEP);
  return runRecorded<ScriptStep, Result>(kernel, recorder.scope, recorder, run);
}

/** Runs a step of a turn or flow that asks a language model, and records it. */
export function runLlm<Result>(
  kernel: Kernel,
  parent: StepParent,
  options: LlmOptions,
  run: (llm: LlmStep) => Result,
): Result {
  const recorder = guard(kernel, 'llm', () => new LlmRecorder(kernel, parent, options));
  if (recorder === undefined) return run(OFF_STEP);
  return runRecorded<LlmStep, Result>(kernel, recorder.callScope, recorder, run);
}

/** Runs a step of a turn or flow that hands over to a human agent, and records it. */
export function runHandOver<Result>(
  kernel: Kernel,
  parent: StepParent,
  options: HandOverOptions,
  run: (step: HandOverStep) => Result,
): Result {
  const recorder = guard(kernel, 'handover', () => new HandOverRecorder(kernel, parent, options));
  if (recorder === undefined) return run(OFF_STEP);
  return runRecorded<HandOverStep, Result>(kernel, recorder.scope, recorder, run);
}

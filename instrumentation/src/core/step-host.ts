import type { HandOverOptions } from '../api/hand-over.ts';
import type { LlmOptions, LlmStep } from '../api/llm.ts';
import type { HandOverStep, ScriptOptions, ScriptStep, Step, StepOptions } from '../api/step.ts';
import type { StepRunner } from '../api/step-runner.ts';
import type { ActiveScope } from './active-scope.ts';
import type { Failure } from './failure.ts';
import type { Kernel } from './kernel.ts';
import { runHandOver, runLlm, runScript, runStep } from './run-step.ts';
import type { StepParent } from './step-parent.ts';

/** What steps run in: a turn or a flow. */
export abstract class StepHost implements StepRunner, StepParent {
  abstract readonly scope: ActiveScope;
  abstract readonly onStepFailed: (failure: Failure) => void;
  protected readonly kernel: Kernel;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  step<Result>(options: StepOptions, run: (step: Step) => Result): Result {
    return runStep(this.kernel, this, options, run);
  }

  script<Result>(options: ScriptOptions, run: (script: ScriptStep) => Result): Result {
    return runScript(this.kernel, this, options, run);
  }

  llm<Result>(options: LlmOptions, run: (llm: LlmStep) => Result): Result {
    return runLlm(this.kernel, this, options, run);
  }

  handOver<Result>(options: HandOverOptions, run: (step: HandOverStep) => Result): Result {
    return runHandOver(this.kernel, this, options, run);
  }
}

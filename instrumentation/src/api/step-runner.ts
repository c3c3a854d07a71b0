import type { HandOverOptions } from './hand-over.ts';
import type { LlmOptions, LlmStep } from './llm.ts';
import type { HandOverStep, ScriptOptions, ScriptStep, Step, StepOptions } from './step.ts';

/**
 * Things that steps run in. What the function returns (or resolves to) is returned unchanged and is the step's output;
 * what it throws is recorded and thrown on, the same object. A step whose function is a generator lasts until that has
 * ended; what it returns, else the list of what it yielded, is the output.
 */
export interface StepRunner {
  step<Result>(options: StepOptions, run: (step: Step) => Result): Result;
  script<Result>(options: ScriptOptions, run: (script: ScriptStep) => Result): Result;
  /** A step that asks a language model. */
  llm<Result>(options: LlmOptions, run: (llm: LlmStep) => Result): Result;
  /**
   * A step of type `handover`, whose function reaches the agent's desk. Its record names agent (`user.*`), queue and reason;
   * afterwards the controller is `waiting_for_event`, or the conversation has ended with reason `handover`. A hand-over that
   * fails changes neither.
   */
  handOver<Result>(options: HandOverOptions, run: (step: HandOverStep) => Result): Result;
}

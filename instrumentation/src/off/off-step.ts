import type { LlmStep } from '../api/llm.ts';
import type { StepRunner } from '../api/step-runner.ts';
import type { HandOverStep, ScriptStep } from '../api/step.ts';
import type { Flow } from '../api/flow.ts';
import { OFF_VARIABLES } from './off-variables.ts';

function ignore(): void {}

/** Runs steps of any kind without recording; nothing is allocated per step. */
export const OFF_STEP_RUNNER: StepRunner = {
  step: (_options, run) => run(OFF_STEP),
  script: (_options, run) => run(OFF_STEP),
  llm: (_options, run) => run(OFF_STEP),
  handOver: (_options, run) => run(OFF_STEP),
};

/** A step of any type when nothing records. */
export const OFF_STEP: ScriptStep & LlmStep & HandOverStep = {
  index: 0,
  variables: OFF_VARIABLES,
  log: ignore,
  fetch: (input, init) => globalThis.fetch(input, init),
  recordApiCall: () => undefined,
  setInput: ignore,
  setOutput: ignore,
  setNext: ignore,
  setState: ignore,
  fail: ignore,
  carrier: () => undefined,
  signedCarrier: () => undefined,
  setAgent: ignore,
  setResponse: ignore,
  stream: (source) => source,
  console: { debug: ignore, log: ignore, info: ignore, warn: ignore, error: ignore },
};

/** A flow when nothing records. */
export const OFF_FLOW: Flow = { ...OFF_STEP_RUNNER, variables: OFF_VARIABLES, fail: ignore };

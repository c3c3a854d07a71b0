import type { Recordable } from './recordable.ts';
import type { StepRunner } from './step-runner.ts';
import type { Variables } from './variables.ts';

/** What a flow is. */
export interface FlowOptions {
  readonly id: string;
  readonly name?: string;
  /** What started it: `intent`, `event`, `button` or `api`. */
  readonly trigger?: string;
  readonly input?: Recordable;
}

/** A flow while it runs. Its result is what its function returns. */
export interface Flow extends StepRunner {
  readonly variables: Variables;
  /** Marks the flow as failed without throwing. */
  fail(error: unknown): void;
}

import type { ActiveScope } from './active-scope.ts';
import type { Failure } from './failure.ts';

/** A turn or a flow, as its steps need it. */
export interface StepParent {
  readonly scope: ActiveScope;
  /** Hears of a step that failed. */
  readonly onStepFailed: (failure: Failure) => void;
}

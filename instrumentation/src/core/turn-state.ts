import type { SpanContext } from '@opentelemetry/api';
import type { ControllerState } from '../api/bot.ts';
import type { ConversationState } from './conversation-state.ts';
import type { Failure } from './failure.ts';
import { VariableChanges } from './variable-changes.ts';

/** A flow as other records name it. */
export interface FlowIdentity {
  readonly id: string;
  readonly name: string | undefined;
  readonly trigger: string | undefined;
}

/** What a running turn counts and remembers. */
export interface TurnState {
  readonly changes: VariableChanges;
  stepCount: number;
  spanCount: number;
  apiCallCount: number;
  apiErrorCount: number;
  /** Failed steps; 1 where the turn failed without one. */
  errorCount: number;
  /** The flow that was triggered first. */
  flow: FlowIdentity | undefined;
  /** Of the step that failed first, or the turn's own. */
  failure: Failure | undefined;
  controllerState: ControllerState | undefined;
  /** The last step that said it waits. */
  waiting: { readonly step: { readonly id: string }; readonly span: SpanContext } | undefined;
  /** Messages sent. */
  sentCount: number;
  /** The policy asks for the whole trace somewhere in the turn. */
  isKept: boolean;
}

/** The state of a turn that begins: changes made since the last turn are its first. */
export function createTurnState(conversation: ConversationState): TurnState {
  const changes = conversation.pendingChanges;
  conversation.pendingChanges = new VariableChanges();
  return {
    changes,
    stepCount: 0,
    spanCount: 1,
    apiCallCount: 0,
    apiErrorCount: 0,
    errorCount: 0,
    flow: undefined,
    failure: undefined,
    controllerState: undefined,
    waiting: undefined,
    sentCount: 0,
    isKept: false,
  };
}

import type { Attributes, Context, SpanContext } from '@opentelemetry/api';
import type { StepCall } from '@botscope/conventions';
import type { AttributeList } from '../record/attribute-list.ts';
import type { ConversationState } from './conversation-state.ts';
import type { Failure } from './failure.ts';
import type { FlowIdentity, TurnState } from './turn-state.ts';

/** The running step, as records made within it need it. */
export interface ActiveStep {
  readonly id: string;
  readonly name: string | undefined;
  readonly type: string;
  readonly index: number;
  /** Calls made so far. */
  readonly calls: StepCall[];
}

/** What the running code belongs to. */
export interface ActiveScope {
  readonly conversation: ConversationState;
  readonly turn: TurnState;
  readonly flow: FlowIdentity | undefined;
  readonly step: ActiveStep | undefined;
  /** Attributes of conversation, turn and flow. */
  readonly common: AttributeList;
  /** Those of them that every span carries; the root span has them all. */
  readonly spanCommon: Attributes;
  readonly span: SpanContext;
  /** OTel context with the span. */
  readonly context: Context;
  /** The turn or flow hears of a step that failed. */
  readonly onStepFailed: (failure: Failure) => void;
}

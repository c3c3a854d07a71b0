import { context, trace, type Attributes, type Link, type Span, type SpanKind } from '@opentelemetry/api';
import {
  ATTR_BOT_ID,
  ATTR_CAPTURE_OMITTED,
  ATTR_CONTROLLER_STATE,
  ATTR_CONVERSATION_ID,
  ATTR_DURATION_MS,
  ATTR_OPERATION,
  ATTR_SAMPLING_KEEP,
  ATTR_TURN_API_CALL_COUNT,
  ATTR_TURN_API_ERROR_COUNT,
  ATTR_TURN_ERROR_COUNT,
  ATTR_TURN_ID,
  ATTR_TURN_INDEX,
  ATTR_TURN_SPAN_COUNT,
  ATTR_TURN_STEP_COUNT,
  EVENT_TURN_COMPLETED,
} from '@botscope/conventions';
import type { ControllerState } from '../api/bot.ts';
import type { Flow, FlowOptions } from '../api/flow.ts';
import type { MessageInput } from '../api/message.ts';
import type { Turn } from '../api/turn.ts';
import type { Variables } from '../api/variables.ts';
import type { SignedCarrierOptions, WaitCarrier } from '../api/wait-carrier.ts';
import { OFF_FLOW } from '../off/off-step.ts';
import { keepsContent, type CaptureDecision } from '../policy/capture-decision.ts';
import { isOmitted, toContentText, toOmitted, type Content } from '../policy/content.ts';
import { AttributeList } from '../record/attribute-list.ts';
import type { ActiveScope } from './active-scope.ts';
import type { Completion } from './completion.ts';
import type { ConversationState } from './conversation-state.ts';
import { emitMessage, toMessages } from './emit-message.ts';
import { emitRecord } from './emit-record.ts';
import { emitVariablesSnapshot } from './emit-variables-snapshot.ts';
import { endSpan } from './end-span.ts';
import type { Failure } from './failure.ts';
import { toFlowAttributes } from './flow-attributes.ts';
import { FlowRecorder } from './flow-recorder.ts';
import { joinMembers } from './join-members.ts';
import { guard, type Kernel } from './kernel.ts';
import { runRecorded } from './run-recorded.ts';
import { StepHost } from './step-host.ts';
import { startRootSpan } from './start-span.ts';
import { toCarrier, toResponseHeaders, toSignedCarrier, type CarrierPlace } from './to-carrier.ts';
import { toFailure } from './to-failure.ts';
import { createTurnState, type TurnState } from './turn-state.ts';
import { VariableRecorder } from './variable-recorder.ts';

/** How a turn begins. */
export interface TurnStart {
  readonly spanName: string;
  readonly spanKind: SpanKind;
  readonly links: readonly Link[];
  /** What is recorded of the turn's content. */
  readonly capture: CaptureDecision;
  /** What started it. */
  readonly input: Content;
}

/** Records one turn, from its root span to `bot.turn.completed`. */
export class TurnRecorder extends StepHost implements Turn {
  readonly id: string;
  readonly index: number;
  readonly scope: ActiveScope;
  private readonly span: Span;
  private readonly startedAt: number;
  private readonly capture: CaptureDecision;
  private readonly input: Content;
  private readonly state: TurnState;

  constructor(kernel: Kernel, conversation: ConversationState, start: TurnStart) {
    super(kernel);
    this.id = kernel.nextUid();
    this.index = ++conversation.turnCount;
    this.startedAt = kernel.monotonicMillis();
    this.capture = start.capture;
    this.input = start.input;
    const common = new AttributeList()
      .addAll(conversation.common)
      .add(ATTR_TURN_ID, this.id)
      .add(ATTR_TURN_INDEX, this.index);
    const attributes = new AttributeList().add(ATTR_OPERATION, 'turn');
    this.span = startRootSpan(kernel, {
      ...start,
      name: start.spanName,
      kind: start.spanKind,
      common: common.toObject(),
      attributes,
    });
    const span = this.span.spanContext();
    conversation.lastTurn = span;
    this.state = createTurnState(conversation);
    this.state.isKept = this.capture.isKept;
    this.scope = {
      conversation,
      turn: this.state,
      flow: undefined,
      step: undefined,
      common,
      spanCommon: this.toSpanCommon(conversation),
      span,
      context: trace.setSpan(context.active(), this.span),
      onStepFailed: this.onStepFailed,
    };
  }

  get variables(): Variables {
    return new VariableRecorder(
      this.kernel,
      this.scope.conversation.variables,
      this.capture.variables,
      () => [this.state.changes],
      this.scope,
    );
  }

  flow<Result>(options: FlowOptions, run: (flow: Flow) => Result): Result {
    const recorder = guard(this.kernel, 'flow', () => new FlowRecorder(this.kernel, this, options));
    if (recorder === undefined) return run(OFF_FLOW);
    return runRecorded<Flow, Result>(this.kernel, recorder.scope, recorder, run);
  }

  send(message: MessageInput): void {
    guard(this.kernel, 'send', () => {
      this.state.sentCount++;
      emitMessage(this.kernel, { ...this.scope, direction: 'sent' }, message);
    });
  }

  setState(state: ControllerState): void {
    this.state.controllerState = state;
  }

  fail(error: unknown): void {
    this.state.failure ??= toFailure(this.kernel, this.scope.conversation, undefined, error);
  }

  carrier(): WaitCarrier | undefined {
    return guard(this.kernel, 'carrier', () => toCarrier(this.toWaitPlace()));
  }

  signedCarrier(options?: SignedCarrierOptions): string | undefined {
    return toSignedCarrier(this.kernel, this.toWaitPlace(), options);
  }

  responseHeaders(): Readonly<Record<string, string>> {
    return toResponseHeaders(this.scope.conversation.uid, this.scope.span);
  }

  readonly onStepFailed = (failure: Failure): void => {
    this.state.failure ??= failure;
    this.state.errorCount++;
  };

  /** Emits the reply and the record, and ends the span. */
  complete(completion: Completion): void {
    const { conversation } = this.scope;
    if ('thrown' in completion) this.fail(completion.thrown);
    if (this.state.failure !== undefined) this.state.errorCount ||= 1;
    const value = 'value' in completion ? completion.value : undefined;
    const isReply = !('isYielded' in completion) && this.state.sentCount === 0;
    if (isReply) toMessages(value).forEach((message) => this.send(message));
    conversation.errorCount += this.state.errorCount;
    conversation.apiErrorCount += this.state.apiErrorCount;
    const hasFailed = this.state.failure !== undefined;
    const keepsIo = keepsContent(this.capture.io, hasFailed);
    if (conversation.variables.changeCount !== conversation.snapshotChangeCount)
      emitVariablesSnapshot(this.kernel, this.scope, 'turn_end', hasFailed);
    emitRecord(this.kernel, {
      event: EVENT_TURN_COMPLETED,
      kind: 'step',
      level: this.state.failure === undefined ? 'info' : 'error',
      common: this.scope.common,
      span: this.scope.span,
      failure: this.state.failure,
      attributes: this.toAttributes().add(ATTR_CAPTURE_OMITTED, this.toOmitted(value !== undefined && !keepsIo)),
      body: joinMembers(
        [
          ['input', toContentText(this.input, hasFailed)],
          ['output', value === undefined || !keepsIo ? undefined : this.kernel.json.toText(value)],
          ['variablesDelta', this.toDeltaText(hasFailed)],
        ],
        this.kernel.limits.lineBytes,
      ),
    });
    this.endSpan();
  }

  private toWaitPlace(): CarrierPlace {
    const active = this.kernel.scopes.getStore();
    return active?.turn === this.state && active.step !== undefined ? active : { ...this.scope, ...this.state.waiting };
  }

  private toDeltaText(hasFailed: boolean): string | undefined {
    if (!keepsContent(this.capture.variables, hasFailed)) return undefined;
    return this.state.changes.toText(this.kernel.limits.variablesBytes, hasFailed);
  }

  private toOmitted(omitsOutput: boolean): string | undefined {
    const { failure, changes } = this.state;
    const hasFailed = failure !== undefined;
    const omitsAll = !changes.isEmpty && !keepsContent(this.capture.variables, hasFailed);
    return toOmitted(isOmitted(this.input, hasFailed) || omitsOutput, omitsAll || changes.isWithheld(hasFailed));
  }

  private toSpanCommon({ bot, uid }: ConversationState): Attributes {
    return new AttributeList()
      .add(ATTR_BOT_ID, bot.id)
      .add(ATTR_CONVERSATION_ID, uid)
      .add(ATTR_TURN_ID, this.id)
      .toObject();
  }

  private toAttributes(): AttributeList {
    const { flow, failure, controllerState } = this.state;
    return new AttributeList()
      .add(ATTR_DURATION_MS, Math.round(this.kernel.monotonicMillis() - this.startedAt))
      .add(ATTR_CONTROLLER_STATE, controllerState ?? (failure === undefined ? 'waiting_for_input' : 'error'))
      .add(ATTR_TURN_STEP_COUNT, this.state.stepCount)
      .add(ATTR_TURN_SPAN_COUNT, this.state.spanCount)
      .add(ATTR_TURN_API_CALL_COUNT, this.state.apiCallCount)
      .add(ATTR_TURN_API_ERROR_COUNT, this.state.apiErrorCount)
      .add(ATTR_TURN_ERROR_COUNT, this.state.errorCount)
      .add(ATTR_SAMPLING_KEEP, this.state.isKept ? true : undefined)
      .addAll(toFlowAttributes(flow));
  }

  /** The flow that was triggered is known only now. */
  private endSpan(): void {
    const { flow, failure, isKept } = this.state;
    const attributes = toFlowAttributes(flow).add(ATTR_SAMPLING_KEEP, isKept ? true : undefined);
    this.span.setAttributes(attributes.toObject());
    endSpan(this.span, failure);
  }
}

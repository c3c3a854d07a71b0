import { SpanKind, type Span } from '@opentelemetry/api';
import {
  ATTR_CAPTURE_OMITTED,
  ATTR_CONTROLLER_STATE,
  ATTR_DURATION_MS,
  ATTR_EXCEPTION_MESSAGE,
  ATTR_EXCEPTION_TYPE,
  ATTR_OPERATION,
  ATTR_SAMPLING_KEEP,
  ATTR_STEP_API_CALL_COUNT,
  ATTR_STEP_API_ERROR_COUNT,
  ATTR_STEP_NEXT_ID,
  EVENT_STEP_COMPLETED,
  type StepCall,
} from '@botscope/conventions';
import type { ApiCall, RecordedFetch } from '../api/api-call.ts';
import type { ControllerState } from '../api/bot.ts';
import type { LogEntry } from '../api/log-entry.ts';
import type { Step, StepOptions } from '../api/step.ts';
import type { Variables } from '../api/variables.ts';
import type { SignedCarrierOptions, WaitCarrier } from '../api/wait-carrier.ts';
import { emitApiCall } from '../calls/emit-api-call.ts';
import { recordFetch } from '../calls/record-fetch.ts';
import { keepsContent, type CaptureDecision } from '../policy/capture-decision.ts';
import { captureContent, isOmitted, NEVER_WRITTEN, toContentText, toOmitted, type Content } from '../policy/content.ts';
import type { AttributeList } from '../record/attribute-list.ts';
import type { ActiveScope, ActiveStep } from './active-scope.ts';
import { emitLog } from './emit-log.ts';
import { emitRecord } from './emit-record.ts';
import { endSpan } from './end-span.ts';
import type { Failure } from './failure.ts';
import { joinMembers, type Member } from './join-members.ts';
import { guard, type Kernel } from './kernel.ts';
import type { Completion } from './completion.ts';
import { startChildSpan, toSpanParent, type SpanDraft } from './start-span.ts';
import { toStepAttributes } from './step-attributes.ts';
import type { StepParent } from './step-parent.ts';
import { toCarrier, toSignedCarrier } from './to-carrier.ts';
import { toFailure } from './to-failure.ts';
import { VariableChanges } from './variable-changes.ts';
import { VariableRecorder } from './variable-recorder.ts';

/** Records one step from its start to `bot.step.completed`. */
export class StepRecorder implements Step, ActiveStep {
  readonly id: string;
  readonly name: string | undefined;
  readonly type: string;
  readonly index: number;
  readonly calls: StepCall[] = [];
  readonly scope: ActiveScope;
  protected readonly kernel: Kernel;
  protected readonly parent: StepParent;
  private readonly span: Span | undefined;
  private readonly startedAt: number;
  private readonly changes = new VariableChanges();
  /** What of the step's content is recorded. */
  protected readonly capture: CaptureDecision;
  protected input: Content;
  protected output: Content;
  protected ended = false;
  private nextId: string | undefined;
  protected state: ControllerState | undefined;
  protected failure: Failure | undefined;

  constructor(kernel: Kernel, parent: StepParent, options: StepOptions) {
    const { turn } = parent.scope;
    this.kernel = kernel;
    this.parent = parent;
    this.id = String(options.id);
    this.name = options.name;
    this.type = options.type ?? 'step';
    this.capture = kernel.capture.decide(parent.scope.conversation.bot.id, parent.scope.flow?.id, this.id);
    if (this.capture.isKept) turn.isKept = true;
    this.input = captureContent(kernel.json, this.capture.io, options.input);
    this.index = ++turn.stepCount;
    turn.spanCount++;
    this.startedAt = kernel.monotonicMillis();
    const { span, spanContext, context } = startChildSpan(kernel, toSpanParent(kernel, parent.scope), () =>
      this.toSpanDraft(),
    );
    this.span = span;
    this.scope = { ...parent.scope, step: this, span: spanContext, context };
  }

  get variables(): Variables {
    const { conversation, turn } = this.parent.scope;
    return new VariableRecorder(
      this.kernel,
      conversation.variables,
      this.capture.variables,
      () => (this.ended ? [turn.changes] : [this.changes, turn.changes]),
      this.scope,
    );
  }

  get fetch(): RecordedFetch {
    return (input, init) => recordFetch(this.kernel, this.scope, input, init);
  }

  log(entry: LogEntry): void {
    guard(this.kernel, 'log', () => emitLog(this.kernel, this.scope, entry));
  }

  recordApiCall(call: ApiCall): string | undefined {
    return guard(this.kernel, 'recordApiCall', () => emitApiCall(this.kernel, this.scope, call));
  }

  setInput(value: unknown): void {
    if (!this.ended) this.input = captureContent(this.kernel.json, this.capture.io, value);
  }

  setOutput(value: unknown): void {
    if (!this.ended) this.output = captureContent(this.kernel.json, this.capture.io, value);
  }

  setNext(stepId: string): void {
    if (!this.ended) this.nextId = stepId;
  }

  setState(state: ControllerState): void {
    if (this.ended) return;
    const { turn } = this.parent.scope;
    this.state = turn.controllerState = state;
    if (state === 'waiting_for_event' || state === 'waiting_for_input')
      turn.waiting = { step: this, span: this.scope.span };
  }

  carrier(): WaitCarrier | undefined {
    return guard(this.kernel, 'carrier', () => toCarrier(this.scope));
  }

  signedCarrier(options?: SignedCarrierOptions): string | undefined {
    return toSignedCarrier(this.kernel, this.scope, options);
  }

  fail(error: unknown): void {
    if (!this.ended) this.failure ??= this.toFailure(error);
  }

  /** Emits the record and ends the span. */
  complete(completion: Completion): void {
    this.ended = true;
    if ('thrown' in completion) this.onThrown((this.failure = this.toFailure(completion.thrown)));
    else this.output ??= this.captureOutput(completion.value);
    if (this.failure !== undefined) this.parent.onStepFailed(this.failure);
    this.onEnding(this.failure);
    emitRecord(this.kernel, {
      event: EVENT_STEP_COMPLETED,
      kind: 'step',
      level: this.failure === undefined ? 'info' : 'error',
      common: this.parent.scope.common,
      span: this.scope.span,
      failure: this.failure,
      attributes: this.toAttributes(),
      body: joinMembers(this.toMembers(), this.kernel.limits.lineBytes),
    });
    endSpan(this.span, this.failure);
  }

  /** Called before the step's own record. */
  protected onThrown(_failure: Failure): void {}

  /** Called before the step's own record and the end of its span, however it ended. */
  protected onEnding(_failure: Failure | undefined): void {}

  /** JSON text of what the step's function returned. */
  protected toOutputText(value: unknown): string | undefined {
    return this.kernel.json.toText(value);
  }

  /** Whether the step has failed so far. */
  protected get hasFailed(): boolean {
    return this.failure !== undefined;
  }

  /** Whether content under `io` was given that the record leaves out. */
  protected omitsIo(hasFailed: boolean): boolean {
    return isOmitted(this.input, hasFailed) || isOmitted(this.output, hasFailed);
  }

  /** Members of the body, in order. */
  protected toMembers(): Member[] {
    const { hasFailed } = this;
    return [
      ['input', toContentText(this.input, hasFailed)],
      ['output', toContentText(this.output, hasFailed)],
      ['variables', keepsContent(this.capture.variables, hasFailed) ? this.toVariablesText() : undefined],
      ['calls', this.calls.length > 0 ? JSON.stringify(this.calls) : undefined],
      ['error', this.failure && JSON.stringify(this.failure.error)],
    ];
  }

  /** Integer milliseconds since the start. */
  protected durationMillis(): number {
    return Math.round(this.kernel.monotonicMillis() - this.startedAt);
  }

  /** Attributes of the record. */
  protected toAttributes(): AttributeList {
    const { failure, calls } = this;
    const list = toStepAttributes(this)
      .add(ATTR_DURATION_MS, this.durationMillis())
      .add(ATTR_CONTROLLER_STATE, this.state ?? (failure === undefined ? 'running' : 'error'))
      .add(ATTR_STEP_NEXT_ID, this.nextId)
      .add(ATTR_EXCEPTION_TYPE, failure?.error.type)
      .add(ATTR_EXCEPTION_MESSAGE, failure?.error.message)
      .add(ATTR_CAPTURE_OMITTED, this.toOmitted(failure !== undefined));
    if (calls.length === 0) return list;
    const errors = calls.filter((call) => call.errorType !== undefined).length;
    return list.add(ATTR_STEP_API_CALL_COUNT, calls.length).add(ATTR_STEP_API_ERROR_COUNT, errors);
  }

  /** `errorType` in place of the error's own. */
  protected toFailure(error: unknown, errorType?: string): Failure {
    return toFailure(this.kernel, this.parent.scope.conversation, this.id, error, errorType);
  }

  private captureOutput(value: unknown): Content {
    if (keepsContent(this.capture.io, this.failure !== undefined)) return this.toOutputText(value);
    return value === undefined ? undefined : NEVER_WRITTEN;
  }

  private toVariablesText(): string | undefined {
    const { count } = this.parent.scope.conversation.variables;
    const delta = this.changes.toText(this.kernel.limits.variablesBytes, true) ?? '[]';
    return count > 0 || delta !== '[]' ? `{"delta":${delta},"count":${count}}` : undefined;
  }

  private toOmitted(hasFailed: boolean): string | undefined {
    const { io, variables } = this.capture;
    if (io === 'on' && variables === 'on') return undefined;
    const hasVariables = this.parent.scope.conversation.variables.count > 0 || !this.changes.isEmpty;
    return toOmitted(this.omitsIo(hasFailed), hasVariables && !keepsContent(variables, hasFailed));
  }

  private toSpanDraft(): SpanDraft {
    return {
      name: `step ${this.type} ${this.name ?? this.id}`,
      kind: SpanKind.INTERNAL,
      common: this.parent.scope.spanCommon,
      attributes: toStepAttributes(this)
        .add(ATTR_OPERATION, 'step')
        .add(ATTR_SAMPLING_KEEP, this.capture.isKept ? true : undefined),
    };
  }
}

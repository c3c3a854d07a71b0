import { SpanKind, type Attributes, type Span } from '@opentelemetry/api';
import {
  ATTR_CAPTURE_OMITTED,
  ATTR_DURATION_MS,
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_OPERATION,
  ATTR_SAMPLING_KEEP,
  EVENT_FLOW_COMPLETED,
  EVENT_FLOW_STARTED,
} from '@botscope/conventions';
import type { Flow, FlowOptions } from '../api/flow.ts';
import type { Variables } from '../api/variables.ts';
import { keepsContent, type CaptureDecision } from '../policy/capture-decision.ts';
import { captureContent, isOmitted, NEVER_WRITTEN, toContentText, toOmitted, type Content } from '../policy/content.ts';
import { AttributeList } from '../record/attribute-list.ts';
import type { ActiveScope } from './active-scope.ts';
import { emitRecord } from './emit-record.ts';
import { endSpan } from './end-span.ts';
import type { Failure } from './failure.ts';
import { toFlowAttributes } from './flow-attributes.ts';
import { joinMembers } from './join-members.ts';
import type { Kernel } from './kernel.ts';
import type { Completion } from './completion.ts';
import { StepHost } from './step-host.ts';
import { startChildSpan, toSpanParent, type SpanDraft } from './start-span.ts';
import type { StepParent } from './step-parent.ts';
import { toFailure } from './to-failure.ts';
import type { FlowIdentity } from './turn-state.ts';
import { VariableRecorder } from './variable-recorder.ts';

/** Records one flow from `bot.flow.started` to `bot.flow.completed`. */
export class FlowRecorder extends StepHost implements Flow {
  readonly scope: ActiveScope;
  private readonly parent: StepParent;
  private readonly span: Span | undefined;
  private readonly startedAt: number;
  private readonly capture: CaptureDecision;
  private readonly input: Content;
  private failure: Failure | undefined;

  constructor(kernel: Kernel, parent: StepParent, options: FlowOptions) {
    super(kernel);
    const flow: FlowIdentity = { id: String(options.id), name: options.name, trigger: options.trigger };
    this.parent = parent;
    this.startedAt = kernel.monotonicMillis();
    this.capture = kernel.capture.decide(parent.scope.conversation.bot.id, flow.id, undefined);
    this.input = captureContent(kernel.json, this.capture.io, options.input);
    parent.scope.turn.flow ??= flow;
    if (this.capture.isKept) parent.scope.turn.isKept = true;
    parent.scope.turn.spanCount++;
    const common = new AttributeList().addAll(parent.scope.common).addAll(toFlowAttributes(flow));
    const spanCommon = { ...parent.scope.spanCommon, ...toFlowAttributes(flow).toObject() };
    const { span, spanContext, context } = startChildSpan(kernel, toSpanParent(kernel, parent.scope), () =>
      toSpanDraft(flow, spanCommon, this.capture.isKept),
    );
    this.span = span;
    const { onStepFailed } = this;
    this.scope = {
      ...parent.scope,
      step: undefined,
      flow,
      common,
      spanCommon,
      span: spanContext,
      context,
      onStepFailed,
    };
    this.emit(EVENT_FLOW_STARTED, 'debug', new AttributeList(), undefined);
  }

  get variables(): Variables {
    const { conversation, turn } = this.scope;
    return new VariableRecorder(
      this.kernel,
      conversation.variables,
      this.capture.variables,
      () => [turn.changes],
      this.scope,
    );
  }

  fail(error: unknown): void {
    this.failure ??= toFailure(this.kernel, this.scope.conversation, undefined, error);
    this.scope.turn.failure ??= this.failure;
  }

  readonly onStepFailed = (failure: Failure): void => {
    this.failure ??= failure;
    this.parent.onStepFailed(failure);
  };

  /** Emits the record and ends the span. */
  complete(completion: Completion): void {
    if ('thrown' in completion) this.fail(completion.thrown);
    const result = 'value' in completion ? this.captureResult(completion.value) : undefined;
    const duration = Math.round(this.kernel.monotonicMillis() - this.startedAt);
    const level = this.failure === undefined ? 'info' : 'error';
    this.emit(EVENT_FLOW_COMPLETED, level, new AttributeList().add(ATTR_DURATION_MS, duration), result);
    endSpan(this.span, this.failure);
  }

  private captureResult(value: unknown): Content {
    if (keepsContent(this.capture.io, this.failure !== undefined)) return this.kernel.json.toText(value);
    return value === undefined ? undefined : NEVER_WRITTEN;
  }

  private emit(event: string, level: 'debug' | 'info' | 'error', attributes: AttributeList, result: Content): void {
    const hasFailed = this.failure !== undefined;
    const omitsIo = isOmitted(this.input, hasFailed) || isOmitted(result, hasFailed);
    const members = [
      ['input', toContentText(this.input, hasFailed)] as const,
      ['result', toContentText(result, hasFailed)] as const,
    ];
    emitRecord(this.kernel, {
      event,
      kind: 'step',
      level,
      common: this.scope.common,
      span: this.scope.span,
      failure: this.failure,
      attributes: attributes.add(ATTR_CAPTURE_OMITTED, toOmitted(omitsIo, false)),
      body: joinMembers(members, this.kernel.limits.lineBytes),
    });
  }
}

function toSpanDraft(flow: FlowIdentity, common: Attributes, isKept: boolean): SpanDraft {
  return {
    name: `flow ${flow.name ?? flow.id}`,
    kind: SpanKind.INTERNAL,
    common,
    attributes: new AttributeList()
      .add(ATTR_OPERATION, 'flow')
      .add(ATTR_GEN_AI_OPERATION_NAME, 'invoke_workflow')
      .add(ATTR_SAMPLING_KEEP, isKept ? true : undefined),
  };
}

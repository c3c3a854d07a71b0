import { context, trace, type Context, type Span, type SpanContext } from '@opentelemetry/api';
import type { FetchRecordOptions } from '../api/api-call.ts';
import type { ActiveScope } from '../core/active-scope.ts';
import { guard, type Kernel } from '../core/kernel.ts';
import { keepsContent } from '../policy/capture-decision.ts';
import { decideFor } from '../policy/decide-for.ts';
import { redactHeaders } from '../redaction/redact-headers.ts';
import type { CopiedBytes } from '../wire/body-tap.ts';
import type { AnswerHead, HeaderPairs, WireFailure, WireOwner, WireTap } from '../wire/wire-tap.ts';
import type { ApiCallDraft, CallFailure, CallSide } from './api-call-draft.ts';
import { toCallBody, toOmittedBody, toSizeBytes } from './call-body.ts';
import { endCallSpan, startCallSpan } from './call-span.ts';
import { toCallTarget, type CallTarget } from './call-target.ts';
import { CallWait } from './call-wait.ts';
import { classifyFailure, toBrokenOff } from './classify-failure.ts';
import { countCall, toCallErrorType } from './count-call.ts';
import { emitCallRecord } from './emit-call-record.ts';
import { findHeader } from './find-header.ts';
import { findIntegration } from './find-integration.ts';
import { toResendCounts } from './resend-counts-of.ts';

/** One side of a call as it was seen. */
export interface SeenSide {
  readonly headers: HeaderPairs;
  readonly body: CopiedBytes | undefined;
  /** The body's bytes are no longer encoded as the headers say. */
  readonly isDecoded?: boolean;
}

const NO_ANSWER_YET: CallFailure = { type: 'aborted', phase: 'wait', cause: 'no answer had come when recording ended' };

/**
 * Records one outgoing call: its span from the moment when it is made, its place in step and turn when the answer's head
 * is there, its record when the answer is complete.
 */
export class CallRecorder implements WireOwner {
  readonly context: Context;
  protected readonly kernel: Kernel;
  protected readonly scope: ActiveScope | undefined;
  protected readonly options: FetchRecordOptions;
  protected readonly address: string;
  private target: CallTarget;
  private readonly uid: string;
  private readonly integration: string | undefined;
  private readonly resendCount: number | undefined;
  private readonly startedAt: number;
  private readonly wait: CallWait;
  private spanContext: SpanContext | undefined;
  private ownSpan: Span | undefined;
  private tap: WireTap | undefined;
  private isCounted = false;
  private isDone = false;

  constructor(
    kernel: Kernel,
    scope: ActiveScope | undefined,
    method: string,
    address: string,
    options: FetchRecordOptions,
  ) {
    this.kernel = kernel;
    this.scope = scope;
    this.options = options;
    this.address = address;
    this.uid = kernel.nextUid();
    this.target = toCallTarget(method, address, kernel.redactor);
    this.integration = options.integration ?? findIntegration(this.target.host);
    this.resendCount = options.resendCount ?? toResendCounts(scope)?.countOf(this.target.method, address);
    this.startedAt = kernel.monotonicMillis();
    this.context = toCallContext(scope);
    this.wait = new CallWait(kernel.pendingCalls, () => guard(kernel, 'call', () => this.stop()));
  }

  get limitBytes(): number {
    return this.kernel.limits.bodyBytes;
  }

  reportFault(error: unknown): void {
    this.kernel.reportFault('call', error);
  }

  attach(tap: WireTap, span: SpanContext | undefined): void {
    this.tap = tap;
    if (this.spanContext === undefined) this.begin(span);
  }

  receiveHead(tap: WireTap): void {
    const { head } = tap;
    if (head !== undefined) this.receive(head, () => tap.hasMoved());
  }

  end(tap: WireTap, failure: WireFailure | undefined): void {
    if (failure === undefined || failure.isDiscarded) return this.finish(undefined);
    this.finish(
      failure.isBrokenOff
        ? toBrokenOff(failure.error, failure.isLate === true, tap.head !== undefined)
        : classifyFailure(failure.error, tap.head !== undefined),
    );
  }

  /** Whether the address of the request may differ from that of the call. */
  protected get isFollowing(): boolean {
    return false;
  }

  /** The answer that the bot gets has begun. */
  protected receive(head: AnswerHead, hasMoved: () => boolean): void {
    this.count(head.status, undefined);
    const location = findHeader(head.headers, 'location');
    toResendCounts(this.scope)?.noteHead(this.address, head.status, location, this.resendCount);
    this.wait.watch(hasMoved);
  }

  /** Emits the record, once. */
  protected finish(failure: CallFailure | undefined): void {
    if (this.isDone) return;
    this.isDone = true;
    this.wait.end();
    const answer = this.toAnswer();
    this.learnAddress();
    if (this.spanContext === undefined) this.begin(undefined);
    this.count(answer?.status, failure);
    const errorType = toCallErrorType(answer?.status, failure?.type);
    const keepsBodies = keepsContent(decideFor(this.kernel, this.scope).bodies, errorType !== undefined);
    const draft = this.toDraft(answer, failure, keepsBodies);
    emitCallRecord(this.kernel, this.scope, this.spanContext, draft, errorType);
    endCallSpan(this.ownSpan, answer?.status, errorType);
    toResendCounts(this.scope)?.noteEnd(this.target.method, this.address, answer?.status, this.resendCount);
    this.tap = undefined;
  }

  /** The request as it was seen. */
  protected toRequest(): SeenSide {
    return { headers: this.tap?.readHeaders() ?? [], body: this.tap?.copiedRequest() };
  }

  /** The answer as far as it was seen; undefined without one. */
  protected toAnswer(): (SeenSide & AnswerHead) | undefined {
    const { tap } = this;
    if (tap?.head === undefined) return undefined;
    return { ...tap.head, body: hasNoBody(this.target.method, tap.head.status) ? undefined : tap.copiedAnswer() };
  }

  /** Adopts the span of OpenTelemetry's own instrumentation, or starts one. */
  private begin(adopted: SpanContext | undefined): void {
    const { kernel, scope, target, integration } = this;
    if (adopted !== undefined) {
      if (scope !== undefined) scope.turn.spanCount++;
      this.spanContext = adopted;
      return;
    }
    const passedMillis = kernel.monotonicMillis() - this.startedAt;
    const { urlTemplate } = this.options;
    const startMillis = passedMillis < 1 ? {} : { startMillis: kernel.nowMillis() - passedMillis };
    const started = context.with(this.context, () =>
      startCallSpan(kernel, scope, target, { urlTemplate, integration, ...startMillis }),
    );
    this.ownSpan = started.span;
    this.spanContext = started.spanContext;
  }

  /** Some requests know their port only when they are connected. */
  private learnAddress(): void {
    const { kernel, tap, address } = this;
    const learned = tap?.readAddress();
    if (learned === undefined || learned === address || this.isFollowing) return;
    this.target = toCallTarget(this.target.method, learned, kernel.redactor);
  }

  /** Recording ends before the answer does. */
  private stop(): void {
    this.finish(this.toAnswer() === undefined ? NO_ANSWER_YET : undefined);
  }

  private count(status: number | undefined, failure: CallFailure | undefined): void {
    if (this.isCounted) return;
    this.isCounted = true;
    const { uid } = this;
    const { method, host } = this.target;
    const errorType = toCallErrorType(status, failure?.type);
    const durationMs = this.durationMillis();
    const outcome = { ...(status === undefined ? {} : { status }), ...(errorType === undefined ? {} : { errorType }) };
    countCall(this.scope, { uid, method, host, ...outcome, durationMs });
  }

  private toDraft(
    answer: (SeenSide & AnswerHead) | undefined,
    failure: CallFailure | undefined,
    keepsBodies: boolean,
  ): ApiCallDraft {
    const { target, options } = this;
    return {
      ...target,
      uid: this.uid,
      requestType: target.method,
      integration: this.integration,
      integrationAccount: options.integrationAccount,
      source: options.source,
      actor: undefined,
      resendCount: this.resendCount,
      durationMillis: this.durationMillis(),
      request: this.toSide(this.toRequest(), keepsBodies),
      response: answer && { ...this.toSide(answer, keepsBodies), status: answer.status },
      failure,
    };
  }

  private toSide({ headers, body, isDecoded }: SeenSide, keepsBodies: boolean): CallSide {
    const { limits, redactor } = this.kernel;
    if (!keepsBodies) {
      return { headers: redactHeaders(headers, redactor), body: body && toOmittedBody(toSizeBytes(body)) };
    }
    const contentType = findHeader(headers, 'content-type');
    const kind = { contentType, encoding: isDecoded ? undefined : findHeader(headers, 'content-encoding') };
    return {
      headers: redactHeaders(headers, redactor),
      body: body && toCallBody(body, kind, limits.bodyBytes, redactor),
    };
  }

  private durationMillis(): number {
    return Math.round(this.kernel.monotonicMillis() - this.startedAt);
  }
}

/** The call lies below its step also where the code that makes it runs in another context. */
function toCallContext(scope: ActiveScope | undefined): Context {
  const active = context.active();
  if (scope === undefined) return active;
  return trace.getSpanContext(active)?.traceId === scope.span.traceId ? active : scope.context;
}

function hasNoBody(method: string, status: number): boolean {
  return method === 'HEAD' || status === 204 || status === 304 || status === 101;
}

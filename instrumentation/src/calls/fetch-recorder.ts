import { context } from '@opentelemetry/api';
import type { Headers as RecordedHeaders } from '@botscope/conventions';
import type { RecordedRequestInit } from '../api/api-call.ts';
import type { ActiveScope } from '../core/active-scope.ts';
import { guard, type Kernel } from '../core/kernel.ts';
import type { ChildSpan } from '../core/start-span.ts';
import { redactHeaders } from '../redaction/redact-headers.ts';
import type { ApiCallDraft, CallFailure } from './api-call-draft.ts';
import { BodyCopy } from './body-copy.ts';
import { toCallBody, type CallBody, type CopiedBytes } from './call-body.ts';
import { endCallSpan, startCallSpan } from './call-span.ts';
import { toCallTarget, type CallTarget } from './call-target.ts';
import { classifyFailure } from './classify-failure.ts';
import { countCall, toCallErrorType } from './count-call.ts';
import { emitCallRecord } from './emit-call-record.ts';
import { findIntegration } from './find-integration.ts';
import { toRequestBody, type RequestBody } from './request-body.ts';

/** Records one call made with `fetch`: sent, then failed or received. */
export class FetchRecorder {
  private readonly kernel: Kernel;
  private readonly scope: ActiveScope | undefined;
  private readonly input: string | URL | Request;
  private readonly init: RecordedRequestInit;
  private readonly uid: string;
  private readonly target: CallTarget;
  private readonly integration: string | undefined;
  private readonly headers: Headers;
  private readonly body: RequestBody;
  private readonly span: ChildSpan;
  private readonly startedAt: number;

  constructor(
    kernel: Kernel,
    scope: ActiveScope | undefined,
    input: string | URL | Request,
    init: RecordedRequestInit | undefined,
  ) {
    const request = input instanceof Request ? input : undefined;
    this.kernel = kernel;
    this.scope = scope;
    this.input = input;
    this.uid = kernel.nextUid();
    this.target = toCallTarget(init?.method ?? request?.method ?? 'GET', toAddress(input), kernel.redactor);
    this.integration = init?.integration ?? findIntegration(this.target.host);
    this.headers = toHeaders(init?.headers ?? request?.headers);
    this.startedAt = kernel.monotonicMillis();
    this.span = startCallSpan(kernel, scope, this.target, {
      urlTemplate: init?.urlTemplate,
      integration: this.integration,
    });
    this.body = toRequestBody(input, init?.body, kernel.monotonicMillis);
    this.init = this.body.replacement === undefined ? (init ?? {}) : { ...init, body: this.body.replacement };
  }

  /** Calls `fetch` with the call's span active. */
  send(): Promise<Response> {
    return context.with(this.span.context, () => this.kernel.fetch(this.input, this.init));
  }

  /** `fetch` has rejected. */
  fail(error: unknown): void {
    const failure = classifyFailure(error, false);
    this.count(undefined, failure);
    this.finish(undefined, undefined, failure, this.kernel.monotonicMillis());
  }

  /** The answer's head has come. The record follows when a copy of the body is there. */
  receive(response: Response): void {
    const headers = redactHeaders(response.headers, this.kernel.redactor);
    const answer = { status: response.status, headers, contentType: response.headers.get('content-type') ?? undefined };
    this.count(response.status, undefined);
    const { body } = response.clone();
    if (body === null) return this.finish(answer, undefined, undefined, this.kernel.monotonicMillis());
    const copy = new BodyCopy(body as ReadableStream<Uint8Array>, this.kernel.monotonicMillis);
    const remove = this.kernel.pendingCalls.add(() => copy.stop());
    void copy.done.then(() => {
      guard(this.kernel, 'fetch', () => this.receiveBody(answer, copy, toLength(response)));
      remove();
    });
  }

  private receiveBody(answer: Answer, copy: BodyCopy, claimedBytes: number | undefined): void {
    const failure = copy.failure === undefined ? undefined : classifyFailure(copy.failure, true);
    this.finish(answer, { ...copy.copied, claimedBytes }, failure, copy.lastActivityMillis);
  }

  private count(status: number | undefined, failure: CallFailure | undefined): void {
    const { method, host } = this.target;
    const errorType = toCallErrorType(status, failure?.type);
    countCall(this.scope, {
      uid: this.uid,
      method,
      host,
      ...(status === undefined ? {} : { status }),
      ...(errorType === undefined ? {} : { errorType }),
      durationMs: Math.round(this.kernel.monotonicMillis() - this.startedAt),
    });
  }

  private finish(
    answer: Answer | undefined,
    copied: CopiedBytes | undefined,
    failure: CallFailure | undefined,
    endedAt: number,
  ): void {
    const { init, target, integration, uid } = this;
    const contentType = this.headers.get('content-type') ?? this.body.contentType;
    const draft: ApiCallDraft = {
      ...target,
      uid,
      requestType: target.method,
      integration,
      integrationAccount: init.integrationAccount,
      source: init.source,
      actor: undefined,
      resendCount: init.resendCount,
      durationMillis: Math.round(endedAt - this.startedAt),
      request: { headers: this.toRequestHeaders(contentType), body: this.toBody(this.body.bytes(), contentType) },
      response: answer && { ...answer, body: this.toBody(copied, answer.contentType) },
      failure,
    };
    const errorType = toCallErrorType(answer?.status, failure?.type);
    emitCallRecord(this.kernel, this.scope, this.span.spanContext, draft, errorType);
    endCallSpan(this.span.span, answer?.status, errorType);
  }

  private toRequestHeaders(contentType: string | undefined): RecordedHeaders {
    const headers = redactHeaders(this.headers, this.kernel.redactor);
    return contentType === undefined ? headers : { ...headers, 'content-type': contentType };
  }

  private toBody(copied: CopiedBytes | undefined, contentType: string | undefined): CallBody | undefined {
    const { limits, redactor } = this.kernel;
    return copied && toCallBody(copied, contentType, limits.bodyBytes, redactor);
  }
}

function toAddress(input: string | URL | Request): string {
  if (typeof input === 'string') return input;
  return input instanceof Request ? input.url : input.href;
}

interface Answer {
  readonly status: number;
  readonly headers: RecordedHeaders;
  readonly contentType: string | undefined;
}

/** Headers that are not valid make `fetch` reject; the record then has none. */
function toHeaders(init: RequestInit['headers']): Headers {
  try {
    return new Headers(init);
  } catch {
    return new Headers();
  }
}

function toLength(response: Response): number | undefined {
  const length = Number(response.headers.get('content-length') ?? NaN);
  return Number.isSafeInteger(length) && length >= 0 && !response.headers.has('content-encoding') ? length : undefined;
}

import { context, type SpanContext } from '@opentelemetry/api';
import type { RecordedRequestInit } from '../api/api-call.ts';
import type { ActiveScope } from '../core/active-scope.ts';
import { guard, type Kernel } from '../core/kernel.ts';
import type { AnswerHead, WireFailure, WireTap } from '../wire/wire-tap.ts';
import { AnswerCopy } from './answer-copy.ts';
import { CallRecorder, type SeenSide } from './call-recorder.ts';
import { classifyFailure, toBrokenOff } from './classify-failure.ts';
import { claimRequests, runClaiming, type FetchClaim } from './fetch-claims.ts';
import { findHeader } from './find-header.ts';
import { describeBody, findContentType } from './describe-body.ts';
import { toAddress, toWireAddress } from './to-address.ts';

/** What a `fetch` is called with. */
export interface FetchArguments {
  readonly input: string | URL | Request;
  readonly init: RecordedRequestInit | undefined;
  /** The `fetch` itself. */
  readonly fetch: typeof fetch;
}

/** Records one call made with `fetch`, whose redirects and repetitions are parts of it. */
export class FetchRecorder extends CallRecorder implements FetchClaim {
  private readonly args: FetchArguments;
  private firstTap: WireTap | undefined;
  private lastTap: WireTap | undefined;
  private copy: AnswerCopy | undefined;
  private response: AnswerHead | undefined;

  constructor(kernel: Kernel, scope: ActiveScope | undefined, args: FetchArguments) {
    const { input, init } = args;
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
    super(kernel, scope, method, toAddress(input), init ?? {});
    this.args = args;
  }

  /** Calls `fetch` so that its requests are recognised. */
  send(): Promise<Response> {
    const { input, init, fetch } = this.args;
    claimRequests(this.kernel);
    return runClaiming(this, () => context.with(this.context, fetch, undefined, input, init));
  }

  /** A request for the address itself, or for the one that the last answer redirects to. */
  covers(address: string): boolean {
    if (this.response !== undefined) return false;
    const location = this.lastTap?.head && findHeader(this.lastTap.head.headers, 'location');
    if (location !== undefined && toWireAddress(location, this.lastTap?.readAddress()) === address) return true;
    return toWireAddress(this.address) === address;
  }

  get isSent(): boolean {
    return this.firstTap !== undefined;
  }

  override attach(tap: WireTap, span: SpanContext | undefined): void {
    this.firstTap ??= tap;
    this.lastTap = tap;
    super.attach(tap, span);
  }

  /** The head counts when it is the bot's: a redirect's is not. */
  override receiveHead(): void {}

  override end(tap: WireTap, failure: WireFailure | undefined): void {
    if (tap !== this.lastTap || this.response === undefined) return;
    const { error } = failure ?? {};
    if (failure === undefined || failure.isDiscarded) return this.finish(undefined);
    if (this.signal?.aborted === true) return this.finish(toBrokenOff(error, false, true));
    const isCancelled = (error as { name?: unknown } | null)?.name === 'AbortError';
    this.finish(isCancelled ? undefined : classifyFailure(error, true));
  }

  /** `fetch` has rejected. */
  fail(error: unknown): void {
    if (this.signal?.aborted === true) return this.finish(toBrokenOff(error, false, false));
    if (this.isSent || this.response !== undefined || !isInvalid(error))
      return this.finish(classifyFailure(error, false));
    this.finish({ type: 'aborted', phase: 'send', cause: 'the request is not valid' });
  }

  /** The answer's head has come. The record follows when its body has passed by. */
  receiveResponse(response: Response): void {
    this.response = { status: response.status, headers: [...response.headers] };
    const tap = this.lastTap;
    if (tap === undefined) return this.receiveCopy(response, this.response);
    this.receive(this.response, () => tap.hasMoved());
    if (tap.hasEnded) this.end(tap, tap.failure);
  }

  protected override get isFollowing(): boolean {
    return true;
  }

  protected override toRequest(): SeenSide {
    const { input, init } = this.args;
    const { firstTap } = this;
    const headers = firstTap === undefined ? this.toGivenHeaders() : firstTap.readHeaders();
    const body = firstTap?.copiedRequest() ?? (input instanceof Request ? undefined : describeBody(init?.body));
    return { headers, body };
  }

  protected override toAnswer(): (SeenSide & AnswerHead) | undefined {
    const { response, copy } = this;
    if (response === undefined) return undefined;
    if (this.lastTap !== undefined) return super.toAnswer();
    return { ...response, body: copy?.copied(undefined), isDecoded: true };
  }

  private get signal(): AbortSignal | undefined {
    const { input, init } = this.args;
    return init?.signal ?? (input instanceof Request ? input.signal : undefined);
  }

  /** Where a stand-in for `fetch` sent nothing on the wire, the answer itself is copied. */
  private receiveCopy(response: Response, head: AnswerHead): void {
    this.receive(head, () => false);
    const { body } = response.clone();
    if (body === null) return this.finish(undefined);
    const copy = new AnswerCopy(body as ReadableStream<Uint8Array>, this.limitBytes);
    this.copy = copy;
    void copy.done.then(() =>
      guard(this.kernel, 'fetch', () =>
        this.finish(copy.failure === undefined ? undefined : classifyFailure(copy.failure, true)),
      ),
    );
  }

  private toGivenHeaders(): SeenSide['headers'] {
    const { input, init } = this.args;
    const given = init?.headers ?? (input instanceof Request ? input.headers : undefined);
    const contentType = findContentType(init?.body);
    const headers = [...toHeaders(given)];
    return contentType === undefined || headers.some(([name]) => name === 'content-type')
      ? headers
      : [...headers, ['content-type', contentType]];
  }
}

/** Headers that are not valid make `fetch` reject; the record then has none. */
function toHeaders(init: RequestInit['headers']): Iterable<readonly [string, string]> {
  try {
    return new Headers(init);
  } catch {
    return [];
  }
}

/** `fetch` rejects with a bare `TypeError` what it cannot make a request of. */
function isInvalid(error: unknown): boolean {
  return error instanceof TypeError && !/^(?:bad port|fetch failed|Failed to fetch)$/.test(error.message);
}

import type { ApiCall, ApiCallContent, HeadersInput } from '../api/api-call.ts';
import type { ActiveScope } from '../core/active-scope.ts';
import type { Kernel } from '../core/kernel.ts';
import { keepsContent } from '../policy/capture-decision.ts';
import { decideFor } from '../policy/decide-for.ts';
import { redactHeaders } from '../redaction/redact-headers.ts';
import type { ApiCallDraft, CallFailure, CallSide } from './api-call-draft.ts';
import { toCallBody, toOmittedBody } from './call-body.ts';
import { endCallSpan, startCallSpan } from './call-span.ts';
import { toCallTarget } from './call-target.ts';
import { countCall, toCallErrorType } from './count-call.ts';
import { emitCallRecord } from './emit-call-record.ts';
import { findIntegration } from './find-integration.ts';

const LONGEST_CALL_MILLIS = 86_400_000;

/** Records a call that was made or answered by other means than `fetch`; returns the record's uid. */
export function emitApiCall(kernel: Kernel, scope: ActiveScope | undefined, call: ApiCall): string {
  const uid = kernel.nextUid();
  const target = toCallTarget(call.method, call.url, kernel.redactor);
  const integration = call.integration ?? findIntegration(target.host);
  const durationMillis = toDuration(call.durationMillis);
  const errorType = toCallErrorType(call.response?.status, call.error?.type);
  const { span, spanContext } = startCallSpan(kernel, scope, target, {
    urlTemplate: call.urlTemplate,
    integration,
    isInbound: call.source?.type === 'api_trigger',
    startMillis: kernel.nowMillis() - durationMillis,
  });
  const keepsBodies = keepsContent(decideFor(kernel, scope).bodies, errorType !== undefined);
  const draft: ApiCallDraft = {
    ...target,
    uid,
    requestType: call.requestType ?? target.method,
    integration,
    integrationAccount: call.integrationAccount,
    source: call.source,
    actor: call.actor,
    resendCount: call.resendCount,
    durationMillis,
    request: toSide(kernel, call.request, keepsBodies),
    response: call.response && { ...toSide(kernel, call.response, keepsBodies), status: call.response.status },
    failure: toFailure(call.error),
  };
  emitCallRecord(kernel, scope, spanContext, draft, errorType);
  endCallSpan(span, call.response?.status, errorType);
  const status = call.response === undefined ? {} : { status: call.response.status };
  const error = errorType === undefined ? {} : { errorType };
  countCall(scope, { uid, method: target.method, host: target.host, ...status, ...error, durationMs: durationMillis });
  return uid;
}

/** A span that begins at no time at all cannot be sent, nor can those beside it. */
function toDuration(millis: number): number {
  return Number.isFinite(millis) ? Math.min(LONGEST_CALL_MILLIS, Math.max(0, Math.round(millis))) : 0;
}

function toFailure(error: ApiCall['error']): CallFailure | undefined {
  return error && { type: error.type, phase: error.phase, cause: error.cause ?? error.type };
}

function toSide(
  kernel: Kernel,
  side: { readonly headers?: HeadersInput; readonly body?: ApiCallContent } | undefined,
  keepsBodies: boolean,
): CallSide {
  const headers = redactHeaders(toPairs(side?.headers), kernel.redactor);
  if (side?.body === undefined) return { headers, body: undefined };
  if (!keepsBodies) return { headers, body: toOmittedBody(toKnownSize(side.body)) };
  const copied = { bytes: toBytes(kernel, side.body), isWhole: true };
  return {
    headers,
    body: toCallBody(copied, { contentType: headers['content-type'] }, kernel.limits.bodyBytes, kernel.redactor),
  };
}

function* toPairs(headers: HeadersInput | undefined): Iterable<readonly [string, string]> {
  if (headers === undefined) return;
  if (Symbol.iterator in headers) {
    yield* headers;
    return;
  }
  for (const [name, value] of Object.entries(headers)) {
    yield [name, Array.isArray(value) ? value.join(', ') : String(value)];
  }
}

/** Undefined where one would have to write it as JSON to know. */
function toKnownSize(content: ApiCallContent): number | undefined {
  return typeof content === 'string' || content instanceof Uint8Array ? Buffer.byteLength(content) : undefined;
}

function toBytes(kernel: Kernel, content: ApiCallContent): Buffer {
  if (typeof content === 'string') return Buffer.from(content);
  if (content instanceof Uint8Array) return Buffer.from(content);
  return Buffer.from(kernel.json.toText(content) ?? '');
}

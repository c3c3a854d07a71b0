import { context, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_INTEGRATION_NAME,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_URL_TEMPLATE,
} from '@botscope/conventions';
import type { ActiveScope } from '../core/active-scope.ts';
import type { Kernel } from '../core/kernel.ts';
import { startChildSpan, startSpan, type ChildSpan, type SpanDraft } from '../core/start-span.ts';
import { toStepAttributes } from '../core/step-attributes.ts';
import type { CallTarget } from './call-target.ts';

/** What a call's span says beside its target. */
export interface CallSpanOptions {
  readonly urlTemplate?: string | undefined;
  readonly integration: string | undefined;
  /** The bot answers the call rather than makes it. */
  readonly isInbound?: boolean;
  /** When the call began, milliseconds since the epoch; now when absent. */
  readonly startMillis?: number;
}

/** Starts the span of a call, without its address. */
export function startCallSpan(
  kernel: Kernel,
  scope: ActiveScope | undefined,
  target: CallTarget,
  options: CallSpanOptions,
): ChildSpan {
  if (scope === undefined) return startLoneCallSpan(kernel, toDraft(kernel, scope, target, options));
  scope.turn.spanCount++;
  return startChildSpan(kernel, scope, () => toDraft(kernel, scope, target, options));
}

/** Outside any turn, the call belongs to whatever span the application has active. */
function startLoneCallSpan(kernel: Kernel, draft: SpanDraft): ChildSpan {
  const span = startSpan(kernel, draft);
  return { span, spanContext: span.spanContext(), context: trace.setSpan(context.active(), span) };
}

function toDraft(
  kernel: Kernel,
  scope: ActiveScope | undefined,
  { method, host, port }: CallTarget,
  { urlTemplate, integration, isInbound, startMillis }: CallSpanOptions,
): SpanDraft {
  return {
    name: `${method} ${urlTemplate ?? host}`,
    kind: isInbound ? SpanKind.SERVER : SpanKind.CLIENT,
    common: scope?.spanCommon ?? kernel.common.toObject(),
    attributes: toStepAttributes(scope?.step)
      .add(ATTR_HTTP_REQUEST_METHOD, method)
      .add(ATTR_URL_TEMPLATE, urlTemplate)
      .add(ATTR_SERVER_ADDRESS, host)
      .add(ATTR_SERVER_PORT, port)
      .add(ATTR_INTEGRATION_NAME, integration),
    startMillis,
  };
}

/** Ends the span of a call with its status and, where it failed, its error class. */
export function endCallSpan(span: Span | undefined, status: number | undefined, errorType: string | undefined): void {
  if (span === undefined) return;
  if (status !== undefined) span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, status);
  if (errorType !== undefined) {
    span.setAttribute(ATTR_ERROR_TYPE, errorType);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

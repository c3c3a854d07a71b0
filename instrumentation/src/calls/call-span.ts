import { context, SpanKind, SpanStatusCode, type Span } from '@opentelemetry/api';
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
import { startChildSpan } from '../core/start-span.ts';
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
  { method, host, port }: CallTarget,
  { urlTemplate, integration, isInbound, startMillis }: CallSpanOptions,
): Span {
  if (scope !== undefined) scope.turn.spanCount++;
  const attributes = toStepAttributes(scope?.step)
    .add(ATTR_HTTP_REQUEST_METHOD, method)
    .add(ATTR_URL_TEMPLATE, urlTemplate)
    .add(ATTR_SERVER_ADDRESS, host)
    .add(ATTR_SERVER_PORT, port)
    .add(ATTR_INTEGRATION_NAME, integration);
  const draft = {
    name: `${method} ${urlTemplate ?? host}`,
    kind: isInbound ? SpanKind.SERVER : SpanKind.CLIENT,
    common: scope?.spanCommon ?? kernel.common.toObject(),
    attributes,
    startMillis,
  };
  return startChildSpan(kernel, draft, scope?.context ?? context.active());
}

/** Ends the span of a call with its status and, where it failed, its error class. */
export function endCallSpan(span: Span, status: number | undefined, errorType: string | undefined): void {
  if (status !== undefined) span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, status);
  if (errorType !== undefined) {
    span.setAttribute(ATTR_ERROR_TYPE, errorType);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

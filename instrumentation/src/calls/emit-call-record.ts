import type { SpanContext } from '@opentelemetry/api';
import {
  ATTR_API_REQUEST_TYPE,
  ATTR_API_SOURCE_PATH,
  ATTR_API_SOURCE_TYPE,
  ATTR_API_SOURCE_URL,
  ATTR_BODY_TRUNCATED,
  ATTR_CAPTURE_OMITTED,
  ATTR_DURATION_MS,
  ATTR_HTTP_REQUEST_BODY_SIZE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_REQUEST_RESEND_COUNT,
  ATTR_HTTP_RESPONSE_BODY_SIZE,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_INTEGRATION_ACCOUNT,
  ATTR_INTEGRATION_NAME,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_URL_FULL,
  ATTR_USER_EMAIL,
  ATTR_USER_ID,
  ATTR_USER_NAME,
  EVENT_API_CALL,
} from '@botscope/conventions';
import type { ActiveScope } from '../core/active-scope.ts';
import { emitRecord } from '../core/emit-record.ts';
import { toErrorFingerprint } from '../core/error-fingerprint.ts';
import type { Kernel } from '../core/kernel.ts';
import { toStepAttributes } from '../core/step-attributes.ts';
import type { AttributeList } from '../record/attribute-list.ts';
import { redactUrls } from '../redaction/redact-url.ts';
import type { ApiCallDraft, CallSide } from './api-call-draft.ts';
import { toCallBodyText } from './call-body-text.ts';
import { toSourcePath } from './to-source-path.ts';

/** Emits `bot.api.call`. `errorType` absent: the call succeeded. */
export function emitCallRecord(
  kernel: Kernel,
  scope: ActiveScope | undefined,
  span: SpanContext | undefined,
  draft: ApiCallDraft,
  errorType: string | undefined,
): void {
  const { host, failure } = draft;
  const identity = { bot: scope?.conversation.bot.id ?? kernel.bot?.id, step: scope?.step?.id, host };
  emitRecord(kernel, {
    uid: draft.uid,
    event: EVENT_API_CALL,
    kind: 'api',
    level: errorType === undefined ? 'info' : 'error',
    common: scope?.common ?? kernel.common,
    span: span ?? scope?.span,
    failure:
      errorType === undefined
        ? undefined
        : { errorType, fingerprint: toErrorFingerprint({ ...identity, errorType, message: failure?.cause }) },
    attributes: toCallAttributes(kernel, scope, draft),
    body: toCallBodyText(draft, kernel.limits.lineBytes),
  });
}

function isOmitted(side: CallSide | undefined): boolean {
  return side?.body !== undefined && side.body.text === undefined;
}

function toCallAttributes(kernel: Kernel, scope: ActiveScope | undefined, draft: ApiCallDraft): AttributeList {
  const { request, response, actor } = draft;
  const source = draft.source ?? (scope === undefined ? undefined : { type: 'flow_step' });
  return toStepAttributes(scope?.step)
    .add(ATTR_HTTP_REQUEST_METHOD, draft.method)
    .add(ATTR_API_REQUEST_TYPE, draft.requestType)
    .add(ATTR_HTTP_RESPONSE_STATUS_CODE, response?.status)
    .add(ATTR_DURATION_MS, draft.durationMillis)
    .add(ATTR_URL_FULL, draft.url)
    .add(ATTR_SERVER_ADDRESS, draft.host)
    .add(ATTR_SERVER_PORT, draft.port)
    .add(ATTR_INTEGRATION_NAME, draft.integration)
    .add(ATTR_API_SOURCE_TYPE, source?.type)
    .add(ATTR_API_SOURCE_PATH, draft.source?.path ?? toSourcePath(scope))
    .add(ATTR_API_SOURCE_URL, draft.source?.url && redactUrls(draft.source.url, kernel.redactor))
    .add(ATTR_INTEGRATION_ACCOUNT, draft.integrationAccount)
    .add(ATTR_HTTP_REQUEST_BODY_SIZE, request.body?.sizeBytes)
    .add(ATTR_HTTP_RESPONSE_BODY_SIZE, response?.body?.sizeBytes)
    .add(ATTR_BODY_TRUNCATED, request.body?.isTruncated || response?.body?.isTruncated || undefined)
    .add(ATTR_CAPTURE_OMITTED, isOmitted(request) || isOmitted(response) ? 'bodies' : undefined)
    .add(ATTR_USER_ID, actor?.id)
    .add(ATTR_USER_NAME, actor?.name)
    .add(ATTR_USER_EMAIL, actor?.email)
    .add(ATTR_HTTP_REQUEST_RESEND_COUNT, draft.resendCount);
}

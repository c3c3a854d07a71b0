import {
  ATTR_API_REQUEST_TYPE,
  ATTR_API_SOURCE_PATH,
  ATTR_API_SOURCE_TYPE,
  ATTR_API_SOURCE_URL,
  ATTR_BODY_TRUNCATED,
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
} from '@botscope/conventions';
import type { ApiCallRecord, ApiSource, ScriptExceptionRecord } from './bot-record.ts';
import type { FieldReader } from './field-reader.ts';
import { narrowApiCallBody, narrowScriptExceptionBody } from './narrow-api-body.ts';
import { withBody, type RecordSource } from './record-source.ts';

/** A call of an API. */
export function readApiCall(source: RecordSource): ApiCallRecord {
  const { fields } = source;
  return {
    ...withBody(source, narrowApiCallBody),
    ...readSource(fields),
    type: 'api-call',
    method: fields.text(ATTR_HTTP_REQUEST_METHOD),
    url: fields.text(ATTR_URL_FULL),
    host: fields.text(ATTR_SERVER_ADDRESS),
    port: fields.count(ATTR_SERVER_PORT),
    statusCode: fields.count(ATTR_HTTP_RESPONSE_STATUS_CODE),
    resendCount: fields.count(ATTR_HTTP_REQUEST_RESEND_COUNT),
    requestSizeBytes: fields.count(ATTR_HTTP_REQUEST_BODY_SIZE),
    responseSizeBytes: fields.count(ATTR_HTTP_RESPONSE_BODY_SIZE),
    bodyTruncated: fields.flag(ATTR_BODY_TRUNCATED),
  };
}

/** A script step that threw. */
export function readScriptException(source: RecordSource): ScriptExceptionRecord {
  return {
    ...withBody(source, narrowScriptExceptionBody),
    ...readSource(source.fields),
    type: 'script-exception',
  };
}

function readSource(fields: FieldReader): ApiSource {
  return {
    sourceType: fields.text(ATTR_API_SOURCE_TYPE),
    sourcePath: fields.text(ATTR_API_SOURCE_PATH),
    sourceUrl: fields.text(ATTR_API_SOURCE_URL),
    requestType: fields.text(ATTR_API_REQUEST_TYPE),
    integration: fields.text(ATTR_INTEGRATION_NAME),
    integrationAccount: fields.text(ATTR_INTEGRATION_ACCOUNT),
  };
}

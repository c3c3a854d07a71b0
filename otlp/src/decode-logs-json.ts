import type { AttributeValue } from './attribute-value.ts';
import { DecodeBudget, type DecodeLimits } from './decode-limits.ts';
import { toResource, toScope } from './decode-resource-json.ts';
import { toAttributes, toValue } from './decode-value-json.ts';
import { JsonFields, toJsonDecodeError } from './json-fields.ts';
import type { LogsRequest, OtlpLogRecord, ResourceLogs, ScopeLogs } from './log-record.ts';
import { parseJsonBody } from './parse-json-body.ts';

/** Depth of a record's fields, as in protobuf: request 0, resource logs 1, scope logs 2, record 3. */
const RECORD_DEPTH = 3;

/** Decodes an `ExportLogsServiceRequest` in OTLP/JSON. */
export function decodeLogsJson(bytes: Uint8Array, limits: DecodeLimits): LogsRequest {
  const what = 'the logs request';
  const body = parseJsonBody(bytes, what);
  try {
    const request = new JsonFields(body, 'the body', new DecodeBudget(limits));
    return { resourceLogs: request.list('resourceLogs', (item) => toResourceLogs(item, request.budget)) };
  } catch (error) {
    throw toJsonDecodeError(error, what);
  }
}

function toResourceLogs(item: unknown, budget: DecodeBudget): ResourceLogs {
  const group = new JsonFields(item, '', budget);
  return {
    resource: toResource(group),
    schemaUrl: group.text('schemaUrl'),
    scopeLogs: group.list('scopeLogs', (scope) => toScopeLogs(scope, budget)),
  };
}

function toScopeLogs(item: unknown, budget: DecodeBudget): ScopeLogs {
  const group = new JsonFields(item, '', budget);
  return {
    scope: toScope(group),
    schemaUrl: group.text('schemaUrl'),
    logRecords: group.list('logRecords', (record) => toLogRecord(new JsonFields(record, '', budget))),
  };
}

function toLogRecord(fields: JsonFields): OtlpLogRecord {
  fields.budget.takeRecord();
  return {
    timestampUnixNano: fields.nanoseconds('timeUnixNano'),
    observedTimestampUnixNano: fields.nanoseconds('observedTimeUnixNano'),
    severityNumber: fields.integer32('severityNumber'),
    severityText: fields.text('severityText'),
    body: fields.inside<AttributeValue>('body', null, (value) => toValue(value, RECORD_DEPTH + 1)),
    attributes: toAttributes(fields, 'attributes', RECORD_DEPTH),
    droppedAttributesCount: fields.integer32('droppedAttributesCount'),
    flags: fields.integer32('flags'),
    traceId: fields.id('traceId', 16),
    spanId: fields.id('spanId', 8),
    eventName: fields.text('eventName'),
  };
}

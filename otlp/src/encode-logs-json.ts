import type { LogsRequest, OtlpLogRecord } from './log-record.ts';
import {
  attributesToJson,
  resourceToJson,
  scopeToJson,
  valueToJson,
  withCount,
  type JsonObject,
} from './value-to-json.ts';

/** An `ExportLogsServiceRequest` in OTLP/JSON. */
export function encodeLogsJson(request: LogsRequest): string {
  return JSON.stringify({
    resourceLogs: request.resourceLogs.map((group) => ({
      resource: resourceToJson(group.resource),
      schemaUrl: group.schemaUrl || undefined,
      scopeLogs: group.scopeLogs.map((scopeGroup) => ({
        scope: scopeToJson(scopeGroup.scope),
        schemaUrl: scopeGroup.schemaUrl || undefined,
        logRecords: scopeGroup.logRecords.map(logRecordToJson),
      })),
    })),
  });
}

function logRecordToJson(record: OtlpLogRecord): JsonObject {
  return withCount(
    {
      timeUnixNano: record.timestampUnixNano.toString(),
      observedTimeUnixNano: record.observedTimestampUnixNano.toString(),
      severityNumber: record.severityNumber,
      severityText: record.severityText || undefined,
      body: record.body === null ? undefined : valueToJson(record.body),
      attributes: attributesToJson(record.attributes),
      flags: record.flags || undefined,
      traceId: record.traceId || undefined,
      spanId: record.spanId || undefined,
      eventName: record.eventName || undefined,
    },
    record.droppedAttributesCount,
  );
}

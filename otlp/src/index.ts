/** OTLP requests: decoded from protobuf or JSON, encoded as JSON, log records encoded incrementally. No I/O. */
export type { AttributeMap, AttributeValue } from './attribute-value.ts';
export type { OtlpResource, OtlpScope } from './resource.ts';
export type { OtlpLogRecord, ScopeLogs, ResourceLogs, LogsRequest } from './log-record.ts';
export type { OtlpSpanEvent, OtlpSpanLink, OtlpSpan, ScopeSpans, ResourceSpans, TracesRequest } from './span.ts';
export { EncodeBuffer } from './encode-buffer.ts';
export {
  encodeAttributes,
  encodeLogRecord,
  splitLogRecords,
  type AttributeColumns,
  type EncodableLogRecord,
} from './encode-log-record.ts';
export { encodeLogsEnvelope, encodeLogsRequest, type LogsEnvelope } from './encode-logs-request.ts';

/** OTLP requests: decoded from protobuf or JSON, encoded as JSON, log records encoded incrementally. No I/O. */
export type { AttributeMap, AttributeValue } from './attribute-value.ts';
export { OTLP_CONTENT_TYPES, narrowContentType, type OtlpContentType } from './content-type.ts';
export { DEFAULT_DECODE_LIMITS, type DecodeLimits } from './decode-limits.ts';
export { decodeLogsRequest, decodeTracesRequest } from './decode-request.ts';
export { OtlpDecodeError, type OtlpDecodeReason } from './otlp-decode-error.ts';
export { encodeLogsJson } from './encode-logs-json.ts';
export { encodeTracesJson } from './encode-traces-json.ts';
export { encodeTracesProtobuf } from './encode-traces-protobuf.ts';
export {
  encodePartialSuccess,
  encodeStatus,
  STATUS_CODES,
  type OtlpSignal,
  type StatusCodeName,
} from './encode-response.ts';
export type { OtlpResource, OtlpScope } from './resource.ts';
export type { OtlpLogRecord, ScopeLogs, ResourceLogs, LogsRequest } from './log-record.ts';
export type { OtlpSpanEvent, OtlpSpanLink, OtlpSpan, ScopeSpans, ResourceSpans, TracesRequest } from './span.ts';
export { EncodeBuffer } from './encode-buffer.ts';
export {
  encodeLogRecord,
  encodeLogRecordFields,
  splitLogRecords,
  type AttributeColumns,
  type EncodableLogRecord,
  type LogRecordFields,
} from './encode-log-record.ts';
export { encodeLogsEnvelope, encodeLogsRequest, type LogsEnvelope } from './encode-logs-request.ts';

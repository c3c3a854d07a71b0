/** OTLP requests: decoded from protobuf or JSON, encoded as JSON. No I/O. */
export type { AttributeMap, AttributeValue } from './attribute-value.ts';
export type { OtlpResource, OtlpScope } from './resource.ts';
export type { OtlpLogRecord, ScopeLogs, ResourceLogs, LogsRequest } from './log-record.ts';
export type { OtlpSpanEvent, OtlpSpanLink, OtlpSpan, ScopeSpans, ResourceSpans, TracesRequest } from './span.ts';

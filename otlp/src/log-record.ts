import type { AttributeMap, AttributeValue } from './attribute-value.ts';
import type { OtlpResource, OtlpScope } from './resource.ts';

/** A log record as it travels. Absent texts are empty, absent numbers 0. */
export interface OtlpLogRecord {
  /** 0n = unknown. */
  readonly timestampUnixNano: bigint;
  /** 0n = unknown. */
  readonly observedTimestampUnixNano: bigint;
  /** 0 to 24; 0 = unspecified. */
  readonly severityNumber: number;
  readonly severityText: string;
  /** `null` when absent. */
  readonly body: AttributeValue;
  readonly attributes: AttributeMap;
  readonly droppedAttributesCount: number;
  /** Lowest 8 bits: W3C trace flags. */
  readonly flags: number;
  /** 32 lower-case hex digits, or empty. */
  readonly traceId: string;
  /** 16 lower-case hex digits, or empty. */
  readonly spanId: string;
  readonly eventName: string;
}

/** Records of one scope. */
export interface ScopeLogs {
  readonly scope: OtlpScope;
  readonly schemaUrl: string;
  readonly logRecords: readonly OtlpLogRecord[];
}

/** Records of one resource. */
export interface ResourceLogs {
  readonly resource: OtlpResource;
  readonly schemaUrl: string;
  readonly scopeLogs: readonly ScopeLogs[];
}

/** `ExportLogsServiceRequest`. */
export interface LogsRequest {
  readonly resourceLogs: readonly ResourceLogs[];
}

import type { OtlpContentType } from './content-type.ts';
import { DEFAULT_DECODE_LIMITS, type DecodeLimits } from './decode-limits.ts';
import { decodeLogsJson } from './decode-logs-json.ts';
import { decodeLogsProtobuf } from './decode-logs-protobuf.ts';
import { decodeTracesJson } from './decode-traces-json.ts';
import { decodeTracesProtobuf } from './decode-traces-protobuf.ts';
import type { LogsRequest } from './log-record.ts';
import type { TracesRequest } from './span.ts';

/**
 * Decodes the body of `POST /v1/logs`, whole or not at all. Unknown fields are ignored; ids of a wrong size count as
 * absent; text must be UTF-8.
 * @throws OtlpDecodeError saying what is wrong and where.
 */
export function decodeLogsRequest(
  bytes: Uint8Array,
  contentType: OtlpContentType,
  limits: DecodeLimits = DEFAULT_DECODE_LIMITS,
): LogsRequest {
  return contentType === 'application/json' ? decodeLogsJson(bytes, limits) : decodeLogsProtobuf(bytes, limits);
}

/**
 * Decodes the body of `POST /v1/traces`, by the rules of {@link decodeLogsRequest}.
 * @throws OtlpDecodeError saying what is wrong and where.
 */
export function decodeTracesRequest(
  bytes: Uint8Array,
  contentType: OtlpContentType,
  limits: DecodeLimits = DEFAULT_DECODE_LIMITS,
): TracesRequest {
  return contentType === 'application/json' ? decodeTracesJson(bytes, limits) : decodeTracesProtobuf(bytes, limits);
}

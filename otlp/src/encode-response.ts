import protobuf from 'protobufjs/minimal.js';
import type { OtlpContentType } from './content-type.ts';

/** What a request sends. */
export type OtlpSignal = 'logs' | 'traces';

/**
 * Body of a 200 answer. Records that were not stored are counted with the reason (*partial success*): the client must
 * not send them again.
 */
export function encodePartialSuccess(
  contentType: OtlpContentType,
  signal: OtlpSignal,
  rejected = 0,
  message = '',
): Uint8Array {
  if (contentType === 'application/json') {
    const count = signal === 'logs' ? 'rejectedLogRecords' : 'rejectedSpans';
    const partialSuccess = { [count]: String(rejected), errorMessage: message };
    return toBytes(JSON.stringify(rejected === 0 && message === '' ? {} : { partialSuccess }));
  }
  const writer = protobuf.Writer.create();
  if (rejected === 0 && message === '') return writer.finish();
  writer.uint32((1 << 3) | 2).fork();
  writer.uint32(1 << 3).int64(rejected);
  writer.uint32((2 << 3) | 2).string(message);
  return writer.ldelim().finish();
}

/** Codes of `google.rpc.Status` that OTLP answers use. */
export const STATUS_CODES = {
  invalidArgument: 3,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const;
/** Name of a status code. */
export type StatusCodeName = keyof typeof STATUS_CODES;

/** Body of an error answer (`google.rpc.Status`) in the request's encoding. */
export function encodeStatus(contentType: OtlpContentType, code: StatusCodeName, message: string): Uint8Array {
  if (contentType === 'application/json') return toBytes(JSON.stringify({ code: STATUS_CODES[code], message }));
  const writer = protobuf.Writer.create();
  writer.uint32(1 << 3).int32(STATUS_CODES[code]);
  writer.uint32((2 << 3) | 2).string(message);
  return writer.finish();
}

function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

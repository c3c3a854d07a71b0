import { OtlpDecodeError } from './otlp-decode-error.ts';

/** A number that may not survive as a double stands after `[`, `:`, `,` or space. Also matches inside texts, which only costs time. */
const LONG_INTEGER = /[[:,\s]-?\d{16,}/;

/**
 * Parses a JSON body. Integers beyond 2^53 become `bigint`. Text that is not UTF-8 or not JSON throws an
 * {@link OtlpDecodeError} that begins with `what`.
 */
export function parseJsonBody(bytes: Uint8Array, what: string): unknown {
  const text = decodeUtf8(bytes, what);
  try {
    return LONG_INTEGER.test(text) ? JSON.parse(text, keepLongInteger) : JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OtlpDecodeError(`${what} is not valid JSON: ${reason}`, { cause: error });
  }
}

function decodeUtf8(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new OtlpDecodeError(`${what} is not valid JSON: it is not UTF-8`, { cause: error });
  }
}

function keepLongInteger(this: unknown, _key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? '';
  return /^-?\d+$/.test(source) ? BigInt(source) : value;
}

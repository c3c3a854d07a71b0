import { checkJsonText, type LongIntegers } from './check-json-text.ts';
import { OtlpDecodeError } from './otlp-decode-error.ts';

/**
 * Parses a JSON body. Integers of 16 digits and more become texts, which OTLP/JSON takes as integers too.
 * @throws OtlpDecodeError when it is not UTF-8, not JSON, or far beyond any real request; it begins with `what`.
 */
export function parseJsonBody(bytes: Uint8Array, what: string): unknown {
  const longIntegers = checkJsonText(bytes, what);
  const text = decodeUtf8(longIntegers.length === 0 ? bytes : quote(bytes, longIntegers), what);
  try {
    return JSON.parse(text);
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

/** Puts each long integer into quotes. */
function quote(bytes: Uint8Array, longIntegers: LongIntegers): Uint8Array {
  const quoted = new Uint8Array(bytes.length + longIntegers.length);
  let from = 0;
  let to = 0;
  for (const position of longIntegers) {
    quoted.set(bytes.subarray(from, position), to);
    to += position - from;
    quoted[to] = 0x22;
    to += 1;
    from = position;
  }
  quoted.set(bytes.subarray(from), to);
  return quoted;
}

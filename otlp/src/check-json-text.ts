import { OtlpDecodeError } from './otlp-decode-error.ts';

/** Deeper than any value that {@link MAX_MESSAGE_DEPTH} lets through. */
const MAX_DEPTH = 256;
/** Objects and lists of a request: parsing takes about a microsecond for each. */
const MAX_CONTAINERS = 2_000_000;
/** From so many digits on, an integer may not survive as a double. */
const LONG_DIGITS = 16;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;

/** Where the long integers of a JSON text begin and end, in turns. */
export type LongIntegers = readonly number[];

/**
 * Looks through a JSON text before it is parsed. Refuses what would take `JSON.parse` many seconds, and finds integers
 * that it would round. Anything else that is wrong is left to the parser.
 * @throws OtlpDecodeError
 */
export function checkJsonText(bytes: Uint8Array, what: string): LongIntegers {
  const longIntegers: number[] = [];
  let depth = 0;
  let containers = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte === QUOTE) i = skipText(bytes, i + 1);
    else if (isOpening(byte)) {
      depth += 1;
      containers += 1;
      if (depth > MAX_DEPTH) throw new OtlpDecodeError(`${what} is not OTLP/JSON: it is nested too deeply`);
      if (containers > MAX_CONTAINERS) throw tooMany(what);
    } else if (isClosing(byte)) depth -= 1;
    else if (isDigit(byte)) i = skipNumber(bytes, i, longIntegers);
  }
  return longIntegers;
}

/** The position of the quote that ends a text. */
function skipText(bytes: Uint8Array, start: number): number {
  let i = start;
  while (i < bytes.length && bytes[i] !== QUOTE) i += bytes[i] === BACKSLASH ? 2 : 1;
  return i;
}

/** The position of the last character of a number; remembers it when it is a long integer. */
function skipNumber(bytes: Uint8Array, start: number, longIntegers: number[]): number {
  let end = start;
  while (isDigit(bytes[end] ?? 0)) end += 1;
  const digits = end - start;
  while (isNumberPart(bytes[end] ?? 0)) end += 1;
  if (digits >= LONG_DIGITS && digits === end - start) {
    longIntegers.push(bytes[start - 1] === MINUS ? start - 1 : start, end);
  }
  return end - 1;
}

/** `{` or `[`. */
function isOpening(byte: number): boolean {
  return (byte | 0x20) === 0x7b;
}

/** `}` or `]`. */
function isClosing(byte: number): boolean {
  return (byte | 0x20) === 0x7d;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** Digits, signs, the point and the `e` of an exponent. */
function isNumberPart(byte: number): boolean {
  return isDigit(byte) || byte === MINUS || byte === 0x2b || byte === 0x2e || (byte | 0x20) === 0x65;
}

function tooMany(what: string): OtlpDecodeError {
  const message = `${what} has more than ${MAX_CONTAINERS} objects and lists; send smaller requests`;
  return new OtlpDecodeError(message, { reason: 'too-large' });
}

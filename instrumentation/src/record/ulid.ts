import { takeRandomBytes } from './random-pool.ts';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 16;

/**
 * Makes ULIDs (26 digits in base 32: 48 bits of milliseconds, 80 random bits) that sort in the order of the calls. Within
 * a millisecond the random part is counted upwards; a clock that goes back is ignored.
 *
 * @see https://github.com/ulid/spec
 */
export function createUlidFactory(nowMillis: () => number = Date.now): () => string {
  let lastMillis = -1;
  let timePart = '';
  let fixedPart = '';
  const digits = new Uint8Array(RANDOM_DIGITS);
  const counted = 4;
  return () => {
    const millis = Math.floor(nowMillis());
    if (millis > lastMillis || !increment(digits, counted)) {
      lastMillis = Math.max(millis, lastMillis + 1);
      timePart = encodeTime(lastMillis);
      fillRandom(digits);
      fixedPart = timePart + encodeDigits(digits, 0, RANDOM_DIGITS - counted);
    }
    return fixedPart + encodeDigits(digits, RANDOM_DIGITS - counted, RANDOM_DIGITS);
  };
}

function encodeTime(millis: number): string {
  let text = '';
  for (let i = 0, rest = millis; i < TIME_DIGITS; i++, rest = Math.floor(rest / 32)) text = DIGITS[rest % 32] + text;
  return text;
}

function encodeDigits(digits: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i++) text += DIGITS[digits[i] as number] as string;
  return text;
}

function fillRandom(digits: Uint8Array): void {
  const random = takeRandomBytes(digits.length);
  for (let i = 0; i < digits.length; i++) digits[i] = (random[i] as number) & 31;
}

/** Adds one to the last digits; false when they have run over. */
function increment(digits: Uint8Array, counted: number): boolean {
  for (let i = digits.length - 1; i >= digits.length - counted; i--) {
    const digit = (digits[i] as number) + 1;
    digits[i] = digit & 31;
    if (digit < 32) return true;
  }
  return false;
}

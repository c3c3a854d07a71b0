import { randomBytes } from 'node:crypto';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 16;

/** Makes ids of alert windows (ULIDs): their text order is the order in which they were made. */
export type AlertIdSource = (nowMillis: number) => string;

function toDigits(value: number): string {
  let text = '';
  for (let rest = value, place = 0; place < TIME_DIGITS; place += 1, rest = Math.floor(rest / 32)) {
    text = `${DIGITS[rest % 32]}${text}`;
  }
  return text;
}

/** A source whose ids increase also within a millisecond and when the clock goes back. */
export function createAlertIdSource(): AlertIdSource {
  let lastMillis = -1;
  return (nowMillis) => {
    lastMillis = Math.max(nowMillis, lastMillis + 1);
    const random = [...randomBytes(RANDOM_DIGITS)].map((byte) => DIGITS[byte % 32]).join('');
    return toDigits(lastMillis) + random;
  };
}

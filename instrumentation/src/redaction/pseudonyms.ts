import { createHmac } from 'node:crypto';

const DIGITS = 16;

/** Makes pseudonyms under a key: 16 hex digits (64 bits), so that two people hardly ever share one. */
export function createPseudonyms(key: string): (id: string) => string {
  return (id) => createHmac('sha256', key).update(`end user ${id}`).digest('hex').slice(0, DIGITS);
}

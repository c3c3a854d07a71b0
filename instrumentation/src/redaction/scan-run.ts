import { ALNUM, CLASSES, DIGIT, DOT, HEX, LOWER, UPPER } from './char-classes.ts';
import { matchCardNumber } from './card-number.ts';
import { matchIban } from './iban.ts';
import {
  AZURE_DEVOPS_LENGTH,
  HEX_KEY_LENGTH,
  matchAroundTilde,
  matchAzureDevOps,
  matchDiscord,
  matchHexWithTail,
  matchTelegram,
} from './match-formed.ts';
import { mayBeginPrefix, matchPrefixed, type Match } from './match-prefixed.ts';

/** Takes the places of a secret. */
export type Found = (start: number, end: number) => void;

const TILDE = 126;
const COLON = 58;
const HYPHEN = 45;
const LETTER = UPPER | LOWER;
const ATTACHED = new Set(['.', '-', '_', '+']);

/**
 * Finds the secrets of a run that are told by their own characters. Every token (letters and digits) is asked about at its
 * beginning, and at its end, when its length is known.
 */
export function scanRun(text: string, bytes: Uint8Array, start: number, end: number, bits: number, found: Found): void {
  if ((bits & ~(ALNUM | HEX)) === 0) scanToken(text, bytes, start, end, bits, found);
  else scanTokens(text, bytes, start, end, found);
}

/** A run that is one token, as most identifiers are. */
function scanToken(text: string, bytes: Uint8Array, start: number, end: number, bits: number, found: Found): void {
  const match = matchAtStart(text, bytes, start) ?? matchAtEnd(text, start, end, bits, bytes[end] as number);
  if (match !== undefined) found(match.start, match.end);
}

function scanTokens(text: string, bytes: Uint8Array, start: number, end: number, found: Found): void {
  let tokenStart = -1;
  let tokenBits = 0;
  for (let at = start; at <= end; at++) {
    const code = at < end ? (bytes[at] as number) : 0;
    const bits = CLASSES[code] as number;
    let match: Match | undefined;
    if ((bits & ALNUM) !== 0) {
      tokenBits |= bits;
      if (tokenStart >= 0) continue;
      tokenStart = at;
      match = matchAtStart(text, bytes, at);
    } else {
      match = matchAtEnd(text, tokenStart, at, tokenBits, code);
      tokenStart = -1;
      tokenBits = 0;
    }
    if (match === undefined) continue;
    found(match.start, match.end);
    at = Math.max(at, match.end - 1);
    tokenStart = -1;
    tokenBits = 0;
  }
}

function matchAtStart(text: string, bytes: Uint8Array, from: number): Match | undefined {
  const first = bytes[from] as number;
  const second = bytes[from + 1] as number;
  const prefixed = mayBeginPrefix(first, second) ? matchPrefixed(text, from) : undefined;
  if (prefixed !== undefined) return prefixed;
  const isIban =
    ((CLASSES[first] as number) & LETTER) !== 0 &&
    ((CLASSES[second] as number) & LETTER) !== 0 &&
    ((CLASSES[bytes[from + 2] as number] as number) & DIGIT) !== 0 &&
    ((CLASSES[bytes[from + 3] as number] as number) & DIGIT) !== 0;
  return isIban ? toNumber(text, from, matchIban(text, from)) : undefined;
}

/** `sign`: the character after the token. */
function matchAtEnd(text: string, start: number, end: number, bits: number, sign: number): Match | undefined {
  if (sign === TILDE) return matchAroundTilde(text, end);
  if (start < 0) return undefined;
  const telegram = sign === COLON ? matchTelegram(text, start, end) : undefined;
  if (telegram !== undefined) return telegram;
  if (bits === DIGIT) return toNumber(text, start, matchCardNumber(text, start, end));
  if (sign === HYPHEN && end - start === HEX_KEY_LENGTH) return matchHexWithTail(text, start, end);
  if (((CLASSES[sign] as number) & DOT) !== 0) return matchDiscord(text, start, end);
  return end - start === AZURE_DEVOPS_LENGTH ? matchAzureDevOps(text, start, end) : undefined;
}

/** A number is none where it goes on before or after: in a decimal, an identifier with hyphens. */
function toNumber(text: string, start: number, end: number | undefined): Match | undefined {
  if (end === undefined || ATTACHED.has(text.charAt(start - 1))) return undefined;
  const isContinued = ATTACHED.has(text.charAt(end)) && /^[A-Za-z0-9]/.test(text.charAt(end + 1));
  return isContinued ? undefined : { start, end };
}

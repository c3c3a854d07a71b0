import { ALNUM, BASE64_URL, DIGIT, HEX, classOf, skipClass } from './char-classes.ts';
import type { Match } from './match-prefixed.ts';

/** The secret without a telling prefix that begins at a place and is told by the lengths and signs of its parts. */
export function matchFormed(text: string, from: number): Match | undefined {
  const end =
    matchTelegram(text, from) ??
    matchDiscord(text, from) ??
    matchHexWithTail(text, from) ??
    matchAzureDevOps(text, from);
  return end === undefined ? undefined : { start: from, end };
}

/** The secret around a tilde: Azure's client secrets have `8Q~` after three characters. */
export function matchAroundTilde(text: string, tilde: number): Match | undefined {
  const start = tilde - 5;
  if (start < 0 || text.charAt(tilde - 1) !== 'Q' || !isDigit(text, tilde - 2)) return undefined;
  let end = tilde + 1;
  while (end < text.length && isAzureSign(text, end)) end++;
  return end - tilde >= 31 && end - tilde <= 40 ? { start, end } : undefined;
}

function isAzureSign(text: string, at: number): boolean {
  return (classOf(text.charCodeAt(at)) & BASE64_URL) !== 0 || text.charAt(at) === '.' || text.charAt(at) === '~';
}

/** Bot id, colon, 35 characters; in addresses after `bot`. */
function matchTelegram(text: string, from: number): number | undefined {
  const idStart = text.startsWith('bot', from) ? from + 3 : from;
  const colon = skipClass(text, idStart, DIGIT);
  if (colon - idStart < 8 || colon - idStart > 10 || text.charAt(colon) !== ':') return undefined;
  const end = skipClass(text, colon + 1, BASE64_URL);
  return end - colon - 1 === 35 ? end : undefined;
}

/** Three parts: the bot's id in base64, which begins with M, N or O, a time, a signature. */
function matchDiscord(text: string, from: number): number | undefined {
  const first = text.charAt(from);
  if (first !== 'M' && first !== 'N' && first !== 'O') return undefined;
  const firstEnd = skipClass(text, from, BASE64_URL);
  if (firstEnd - from < 23 || firstEnd - from > 28 || text.charAt(firstEnd) !== '.') return undefined;
  const secondEnd = skipClass(text, firstEnd + 1, BASE64_URL);
  if (secondEnd - firstEnd - 1 < 5 || secondEnd - firstEnd - 1 > 7 || text.charAt(secondEnd) !== '.') return undefined;
  const end = skipClass(text, secondEnd + 1, BASE64_URL);
  return end - secondEnd - 1 >= 27 && end - secondEnd - 1 <= 40 ? end : undefined;
}

/** 32 hex digits with a tail: Mailgun's two groups of eight, Mailchimp's data centre. */
function matchHexWithTail(text: string, from: number): number | undefined {
  const end = skipClass(text, from, HEX);
  if (end - from !== 32 || text.charAt(end) !== '-') return undefined;
  if (text.startsWith('us', end + 1)) {
    const digitsEnd = skipClass(text, end + 3, DIGIT);
    return digitsEnd > end + 3 && digitsEnd - end <= 5 ? digitsEnd : undefined;
  }
  const firstEnd = skipClass(text, end + 1, HEX);
  if (firstEnd - end !== 9 || text.charAt(firstEnd) !== '-') return undefined;
  const secondEnd = skipClass(text, firstEnd + 1, HEX);
  return secondEnd - firstEnd === 9 && (classOf(text.charCodeAt(secondEnd)) & ALNUM) === 0 ? secondEnd : undefined;
}

const DEV_OPS_LENGTH = 84;
const DEV_OPS_SIGN_AT = 76;

function matchAzureDevOps(text: string, from: number): number | undefined {
  if (!text.startsWith('AZDO', from + DEV_OPS_SIGN_AT)) return undefined;
  const end = skipClass(text, from, ALNUM);
  return end - from === DEV_OPS_LENGTH ? end : undefined;
}

function isDigit(text: string, at: number): boolean {
  return (classOf(text.charCodeAt(at)) & DIGIT) !== 0;
}

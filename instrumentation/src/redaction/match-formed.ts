import { ALNUM, BASE64_URL, DIGIT, DOT, HEX, RARE, classAt, skipClass } from './char-classes.ts';
import type { Match } from './match-prefixed.ts';

/** Digits of the key that {@link matchHexWithTail} looks for. */
export const HEX_KEY_LENGTH = 32;
/** Characters of an Azure DevOps token. */
export const AZURE_DEVOPS_LENGTH = 84;
const AZURE_DEVOPS_SIGN_AT = 76;

/** Azure's client secrets have `8Q~`, with any digit, after three characters. */
export function matchAroundTilde(text: string, tilde: number): Match | undefined {
  const start = tilde - 5;
  if (start < 0 || text.charAt(tilde - 1) !== 'Q' || (classAt(text, tilde - 2) & DIGIT) === 0) return undefined;
  const end = skipClass(text, tilde + 1, BASE64_URL | DOT | RARE);
  return end - tilde > 31 && end - tilde <= 40 ? { start, end } : undefined;
}

/** A Telegram bot's id, a colon, 35 characters; in addresses after `bot`, which stays. */
export function matchTelegram(text: string, start: number, colon: number): Match | undefined {
  const idStart = text.startsWith('bot', start) ? start + 3 : start;
  if (colon - idStart < 8 || colon - idStart > 10 || skipClass(text, idStart, DIGIT) !== colon) return undefined;
  const end = skipClass(text, colon + 1, BASE64_URL);
  return end - colon - 1 === 35 ? { start: idStart, end } : undefined;
}

/** Discord's three parts: the bot's id in base64, which begins with M, N or O, a time, a signature. */
export function matchDiscord(text: string, start: number, firstEnd: number): Match | undefined {
  if (firstEnd - start < 23 || firstEnd - start > 28 || !/[MNO]/.test(text.charAt(start))) return undefined;
  const secondEnd = skipClass(text, firstEnd + 1, BASE64_URL);
  if (secondEnd - firstEnd - 1 < 5 || secondEnd - firstEnd - 1 > 7 || text.charAt(secondEnd) !== '.') return undefined;
  const end = skipClass(text, secondEnd + 1, BASE64_URL);
  return end - secondEnd - 1 >= 27 && end - secondEnd - 1 <= 40 ? { start, end } : undefined;
}

/** 32 hex digits with a tail: Mailgun's two groups of eight, Mailchimp's data centre. */
export function matchHexWithTail(text: string, start: number, end: number): Match | undefined {
  if (skipClass(text, start, HEX) !== end) return undefined;
  const isMailchimp = text.startsWith('us', end + 1);
  const firstEnd = isMailchimp ? skipClass(text, end + 3, DIGIT) : skipClass(text, end + 1, HEX);
  const lastEnd = isMailchimp ? firstEnd : skipClass(text, firstEnd + 1, HEX);
  const isRight = isMailchimp
    ? firstEnd > end + 3 && firstEnd - end <= 5
    : firstEnd - end === 9 && text.charAt(firstEnd) === '-' && lastEnd - firstEnd === 9;
  return isRight && (classAt(text, lastEnd) & ALNUM) === 0 ? { start, end: lastEnd } : undefined;
}

/** An Azure DevOps token has a sign towards its end. */
export function matchAzureDevOps(text: string, start: number, end: number): Match | undefined {
  return text.startsWith('AZDO', start + AZURE_DEVOPS_SIGN_AT) ? { start, end } : undefined;
}

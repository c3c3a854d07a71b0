import { ALNUM, BASE64, BASE64_URL, DIGIT, DOT, JOINT, SPACE, classAt, skipClass } from './char-classes.ts';
import { SHORTEST_RUN } from './find-runs.ts';
import type { Found } from './scan-run.ts';
import type { SecretNames } from './secret-names.ts';

const LONGEST_NAME = 64;

/** Finds a credential that `Bearer`, `Basic` or a secret's name and a colon stand before, as in headers within a text. */
export function findNamedRun(text: string, start: number, bits: number, names: SecretNames, found: Found): void {
  const lead = readLead(text, start);
  if (lead === undefined || !isCredential(text, start, bits, lead, names)) return;
  const end = skipClass(text, start, BASE64_URL | BASE64 | DOT);
  if (end - start >= SHORTEST_RUN) found(start, end);
}

interface Lead {
  readonly word: string;
  readonly hasColon: boolean;
}

function isCredential(
  text: string,
  start: number,
  bits: number,
  { word, hasColon }: Lead,
  names: SecretNames,
): boolean {
  if (hasColon) return (bits & DIGIT) !== 0 && names.isSecret(word);
  const scheme = word.toLowerCase();
  if (scheme === 'bearer') return (bits & DIGIT) !== 0;
  return scheme === 'basic' && isUserAndPassword(text.slice(start, skipClass(text, start, BASE64_URL | BASE64)));
}

/** The word before a run, past blanks, quotes and a colon; undefined where something else stands between. */
function readLead(text: string, start: number): Lead | undefined {
  let at = skipBack(text, start - 1);
  const hasColon = text.charAt(at) === ':';
  if (hasColon) at = skipBack(text, at - 1);
  else if (at === start - 1) return undefined;
  const end = at + 1;
  const earliest = Math.max(0, end - LONGEST_NAME);
  while (at >= earliest && (classAt(text, at) & (ALNUM | JOINT | DOT)) !== 0) at--;
  return at + 1 < end ? { word: text.slice(at + 1, end), hasColon } : undefined;
}

/** Past no more than one blank and one quote with its backslashes. */
function skipBack(text: string, from: number): number {
  let at = from;
  if ((classAt(text, at) & SPACE) !== 0) at--;
  const sign = text.charAt(at);
  if (sign !== '"' && sign !== "'") return at;
  do at--;
  while (text.charAt(at) === '\\');
  return (classAt(text, at) & SPACE) !== 0 ? at - 1 : at;
}

/** What `Basic` stands before is base64 of a user, a colon and a password. */
function isUserAndPassword(base64: string): boolean {
  return /^[\x20-\x7e]*:[\x20-\x7e]*$/.test(Buffer.from(base64, 'base64').toString('latin1'));
}

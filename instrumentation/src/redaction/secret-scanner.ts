import type { RedactionOptions } from '../api/redaction.ts';
import { DIGIT, ESCAPE, UPPER } from './char-classes.ts';
import { findAssignments } from './find-assignments.ts';
import { findEmails, findPhones } from './find-contacts.ts';
import { findNamedRun } from './find-named-run.ts';
import { findPrivateKeys } from './find-private-keys.ts';
import { SHORTEST_RUN, findRuns } from './find-runs.ts';
import { findUserInfo } from './find-user-info.ts';
import { toLatinBytes } from './latin-bytes.ts';
import { replacePlaces } from './replace-places.ts';
import { scanRun, type Found } from './scan-run.ts';
import type { OptionalKind } from './secret-kinds.ts';
import { createSecretNames, type SecretNames } from './secret-names.ts';
import type { SecretPrinter } from './secret-printer.ts';
import { unescapeText, type PlainText } from './unescape-text.ts';

/** Replaces secrets that are told by their own form, or by what stands before them, within any text. */
export interface SecretScanner {
  /**
   * The text with every secret replaced by its print; the same text where none is found. JSON text stays JSON text: escapes
   * stay whole, and a number that is replaced gets quotes where the text begins as JSON does. One pass, in time linear in
   * the text's length.
   */
  readonly scan: (text: string) => string;
  /** The same of what is JSON text for certain, also a number alone. */
  readonly scanJson: (text: string) => string;
}

const SHORTEST_TEXT = 6;

/** A scanner that prints what it finds; the rules for names and further kinds are the redaction's options. */
export function createSecretScanner(
  print: SecretPrinter,
  { keys, detect = [] }: Pick<RedactionOptions, 'keys' | 'detect'> = {},
): SecretScanner {
  const names = createSecretNames(keys);
  const scan = (text: string, isJson: boolean): string => {
    if (text.length < SHORTEST_TEXT) return text;
    const places = findPlaces(text, names, detect);
    return places.length === 0 ? text : replacePlaces(text, places, print, isJson);
  };
  return { scan: (text) => scan(text, false), scanJson: (text) => scan(text, true) };
}

/** Beginnings and ends in turn, in no order, perhaps overlapping. */
function findPlaces(text: string, names: SecretNames, detect: readonly OptionalKind[]): readonly number[] {
  const places: number[] = [];
  const found: Found = (start, end) => places.push(start, end);
  findAll(text, names, detect, found);
  const isForm = text.includes('+') && text.includes('=');
  const spaced = isForm ? text.replaceAll('+', ' ') : text;
  if (isForm) findAll(spaced, names, detect, found);
  if (text.includes('%') || text.includes('\\u00')) findEscaped(spaced, names, detect, found);
  return places;
}

function findAll(text: string, names: SecretNames, detect: readonly OptionalKind[], found: Found): void {
  if (text.length >= SHORTEST_RUN) findInRuns(text, found, names);
  if (text.includes('-----BEGIN')) findPrivateKeys(text, found);
  if (text.includes('=')) findAssignments(text, names, found);
  if (text.includes('@')) findUserInfo(text, found);
  if (detect.includes('email')) findEmails(text, found);
  if (detect.includes('phone')) findPhones(text, found);
}

function findInRuns(text: string, found: Found, names: SecretNames): void {
  const latin = toLatinBytes(text);
  findRuns(latin, text.length, (start, end, bits) => {
    if ((bits & (DIGIT | UPPER)) === 0) return;
    findNamedRun(text, start, bits, names, found);
    if ((bits & ESCAPE) === 0) scanRun(text, latin.bytes, start, end, bits, found);
    else scanEscapedRun(text.slice(start, end), (from, to) => found(start + from, start + to));
  });
}

/** In quoted text, where the ends of lines are escapes: cheaper than {@link findEscaped}. */
function scanEscapedRun(run: string, found: Found): void {
  const plain = unescapeText(run);
  scanRun(plain.text, toLatinBytes(plain.text, true).bytes, 0, plain.text.length, ESCAPE, toOriginal(plain, found));
}

/** Where names, signs and blanks may be escaped too, the whole text is looked at without escapes. */
function findEscaped(text: string, names: SecretNames, detect: readonly OptionalKind[], found: Found): void {
  const plain = unescapeText(text);
  if (plain.places !== undefined) findAll(plain.text, names, detect, toOriginal(plain, found));
}

function toOriginal({ places }: PlainText, found: Found): Found {
  return places === undefined ? found : (start, end) => found(places[start] as number, places[end] as number);
}

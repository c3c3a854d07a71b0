import type { RedactionOptions } from '../api/options.ts';
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
import { unescapeRun } from './unescape-run.ts';

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
  if (text.length >= SHORTEST_RUN) findInRuns(text, names, found);
  if (text.includes('-----BEGIN')) findPrivateKeys(text, found);
  findInSigns(text, names, found);
  if (detect.includes('email')) findEmails(text, found);
  if (detect.includes('phone')) findPhones(text, found);
  return places;
}

function findInSigns(text: string, names: SecretNames, found: Found): void {
  if (text.includes('=')) findAssignments(text, names, found);
  if (text.includes('@')) findUserInfo(text, found);
}

function findInRuns(text: string, names: SecretNames, found: Found): void {
  const latin = toLatinBytes(text);
  findRuns(latin, text.length, (start, end, bits) => {
    if ((bits & (DIGIT | UPPER)) === 0) return;
    findNamedRun(text, start, bits, names, found);
    if ((bits & ESCAPE) === 0) scanRun(text, latin.bytes, start, end, bits, found);
    else scanEscaped(text, start, end, names, found);
  });
}

/** Names, signs and secrets may all be escaped. */
function scanEscaped(text: string, start: number, end: number, names: SecretNames, found: Found): void {
  const { text: plain, places } = unescapeRun(text.slice(start, end));
  const foundPlain: Found = (from, to) => found(start + (places?.[from] ?? from), start + (places?.[to] ?? to));
  scanRun(plain, toLatinBytes(plain, true).bytes, 0, plain.length, ESCAPE, foundPlain);
  findInSigns(plain, names, foundPlain);
}

import type { RedactionOptions } from '../api/redaction.ts';
import { DIGIT, ESCAPE, UPPER } from './char-classes.ts';
import { findAssignments } from './find-assignments.ts';
import { findEmails, findPhones } from './find-contacts.ts';
import { findNamedRun } from './find-named-run.ts';
import { findPrivateKeys } from './find-private-keys.ts';
import { SHORTEST_RUN, findRuns, type RunVisitor } from './find-runs.ts';
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
  const search = new SecretSearch(createSecretNames(keys), detect);
  const scan = (text: string, isJson: boolean): string => {
    if (text.length < SHORTEST_TEXT) return text;
    const places = search.findPlaces(text);
    return places.length === 0 ? text : replacePlaces(text, places, print, isJson);
  };
  return { scan: (text) => scan(text, false), scanJson: (text) => scan(text, true) };
}

/** Looks through one text after the other. What it works with is made once: most texts are short and hold no secret. */
class SecretSearch {
  private readonly names: SecretNames;
  private readonly detect: readonly OptionalKind[];
  private readonly places: number[] = [];
  private readonly found: Found = (start, end) => this.places.push(start, end);
  /** Of the text whose runs are looked at. */
  private text = '';
  private bytes: Uint8Array = new Uint8Array();
  private report = this.found;

  constructor(names: SecretNames, detect: readonly OptionalKind[]) {
    this.names = names;
    this.detect = detect;
  }

  /** Beginnings and ends in turn, in no order, perhaps overlapping; valid until the next call. */
  findPlaces(text: string): readonly number[] {
    this.places.length = 0;
    this.findAll(text, this.found);
    const isForm = text.includes('+') && text.includes('=');
    const spaced = isForm ? text.replaceAll('+', ' ') : text;
    if (isForm) this.findAll(spaced, this.found);
    if (text.includes('%') || text.includes('\\u00')) this.findEscaped(spaced);
    return this.places;
  }

  private findAll(text: string, found: Found): void {
    if (text.length >= SHORTEST_RUN) this.findInRuns(text, found);
    if (text.includes('-----BEGIN')) findPrivateKeys(text, found);
    if (text.includes('=')) findAssignments(text, this.names, found);
    if (text.includes('@')) findUserInfo(text, found);
    if (this.detect.includes('email')) findEmails(text, found);
    if (this.detect.includes('phone')) findPhones(text, found);
  }

  private findInRuns(text: string, found: Found): void {
    const latin = toLatinBytes(text);
    this.text = text;
    this.bytes = latin.bytes;
    this.report = found;
    findRuns(latin, text.length, this.inspectRun);
  }

  private readonly inspectRun: RunVisitor = (start, end, bits) => {
    if ((bits & (DIGIT | UPPER)) === 0) return;
    const { text, bytes, report } = this;
    findNamedRun(text, start, bits, this.names, report);
    if ((bits & ESCAPE) === 0) scanRun(text, bytes, start, end, bits, report);
    else scanEscapedRun(text.slice(start, end), (from, to) => report(start + from, start + to));
  };

  /** Where names, signs and blanks may be escaped too, the whole text is looked at without escapes. */
  private findEscaped(text: string): void {
    const plain = unescapeText(text);
    if (plain.places !== undefined) this.findAll(plain.text, toOriginal(plain, this.found));
  }
}

/** In quoted text, where the ends of lines are escapes: cheaper than a look at the whole text without escapes. */
function scanEscapedRun(run: string, found: Found): void {
  const plain = unescapeText(run);
  scanRun(plain.text, toLatinBytes(plain.text, true).bytes, 0, plain.text.length, ESCAPE, toOriginal(plain, found));
}

function toOriginal({ places }: PlainText, found: Found): Found {
  return places === undefined ? found : (start, end) => found(places[start] as number, places[end] as number);
}

import { DIGIT, RARE, UPPER, classOf } from './char-classes.ts';
import { SHORTEST_RUN, findRuns } from './find-runs.ts';
import { scanRun } from './scan-run.ts';
import type { SecretPrinter } from './secret-printer.ts';
import { unescapeRun } from './unescape-run.ts';

/** Replaces secrets that are told by their own form, whatever stands beside them. */
export interface SecretScanner {
  /**
   * The text with every secret replaced by its print; the same text where none is found. JSON text stays JSON text. One
   * pass, in time linear in the text's length.
   */
  readonly scan: (text: string) => string;
}

/** A scanner that prints what it finds. */
export function createSecretScanner(print: SecretPrinter): SecretScanner {
  return {
    scan: (text) => {
      if (text.length < SHORTEST_RUN) return text;
      const places: number[] = [];
      findRuns(text, (start, end) => inspectRun(text, start, end, places));
      return places.length === 0 ? text : replace(text, places, print);
    },
  };
}

function inspectRun(text: string, start: number, end: number, places: number[]): void {
  let bits = 0;
  for (let at = start; at < end; at++) bits |= classOf(text.charCodeAt(at));
  if ((bits & (DIGIT | UPPER)) === 0) return;
  const raw = text.slice(start, end);
  const run = (bits & RARE) === 0 ? { text: raw, places: undefined } : unescapeRun(raw);
  scanRun(run.text, (from, to) => {
    places.push(start + (run.places?.[from] ?? from), start + (run.places?.[to] ?? to));
  });
}

function replace(text: string, places: readonly number[], print: SecretPrinter): string {
  let result = '';
  let copiedTo = 0;
  for (let i = 0; i < places.length; i += 2) {
    const start = places[i] as number;
    const end = places[i + 1] as number;
    result += text.slice(copiedTo, start) + print(unescapeRun(text.slice(start, end)).text);
    copiedTo = end;
  }
  return result + text.slice(copiedTo);
}

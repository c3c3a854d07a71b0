import { JsonQuotes } from './json-quotes.ts';
import type { SecretPrinter } from './secret-printer.ts';
import { unescapeText } from './unescape-text.ts';

interface Place {
  readonly start: number;
  end: number;
}

const PADDING = /^(?:=|%3d|\\*u003d){1,2}/i;
const NUMBER = /^\d+$/;
const LONGEST_PADDING = 24;

/**
 * Replaces places, given as beginnings and ends in turn, in any order, by prints of what stands there without escapes, so
 * that a secret has the same print wherever it stands.
 */
export function replacePlaces(text: string, places: readonly number[], print: SecretPrinter, isJson: boolean): string {
  let result = '';
  let copiedTo = 0;
  const jsonQuotes = new JsonQuotes(text, isJson);
  for (const { start, end } of join(text, places)) {
    const secret = text.slice(start, end);
    const quotes = NUMBER.test(secret) ? jsonQuotes.around(start, end) : '';
    result += text.slice(copiedTo, start) + quotes + print(unescapeText(secret).text) + quotes;
    copiedTo = end;
  }
  return result + text.slice(copiedTo);
}

/** In order, those that overlap as one. */
function join(text: string, places: readonly number[]): readonly Place[] {
  const all: Place[] = [];
  for (let i = 0; i < places.length; i += 2) {
    const end = places[i + 1] as number;
    all.push({ start: places[i] as number, end: end + paddingAt(text, end) });
  }
  const joined: Place[] = [];
  for (const place of all.sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && place.start < last.end) last.end = Math.max(last.end, place.end);
    else joined.push(place);
  }
  return joined;
}

/** Base64 is padded with signs that no token goes on after. */
function paddingAt(text: string, end: number): number {
  return PADDING.exec(text.slice(end, end + LONGEST_PADDING))?.[0].length ?? 0;
}

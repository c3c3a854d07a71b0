import type { LineText } from '../record-reader.ts';

const TRIGRAM = 3;
/** Each further sequence costs time and excludes little. */
const MAX_TRIGRAMS = 8;
/** Where upper and lower case are the same, FTS5 and RE2 agree on these, and on the letters that count as one of them. */
const PRINTABLE = /^[\x20-\x7e]+$/;

/** The index knows no text beyond this character, so it is given another in its place. */
export function toIndexedText(line: string): string {
  return line.includes('\0') ? line.replaceAll('\0', '\n') : line;
}

/**
 * An FTS5 expression that holds for every line that contains, of each item, at least one text. Undefined when that
 * excludes nothing, as with texts of less than three characters.
 */
export function toTrigramMatch(items: readonly (readonly LineText[])[]): string | undefined {
  const all = items.flatMap((alternatives) => toAlternatives(alternatives) ?? []);
  return all.length === 0 ? undefined : all.join(' AND ');
}

function toAlternatives(alternatives: readonly LineText[]): string | undefined {
  const each = alternatives.map(toConjunction);
  return each.length === 0 || each.includes(undefined) ? undefined : `(${each.join(' OR ')})`;
}

function toConjunction({ text, ignoreCase }: LineText): string | undefined {
  const characters = [...text];
  const all = characters.slice(0, 1 - TRIGRAM).map((_character, at) => characters.slice(at, at + TRIGRAM).join(''));
  const usable = [...new Set(all)].filter(
    (trigram) => [...trigram].length === TRIGRAM && !trigram.includes('\0') && (!ignoreCase || PRINTABLE.test(trigram)),
  );
  if (usable.length === 0) return undefined;
  return `(${spread(usable).map(quote).join(' AND ')})`;
}

/** Some of many, from all over the text. */
function spread(trigrams: readonly string[]): readonly string[] {
  if (trigrams.length <= MAX_TRIGRAMS) return trigrams;
  const step = (trigrams.length - 1) / (MAX_TRIGRAMS - 1);
  return Array.from({ length: MAX_TRIGRAMS }, (_nothing, n) => trigrams[Math.round(n * step)] ?? '');
}

function quote(trigram: string): string {
  return `"${trigram.replaceAll('"', '""')}"`;
}

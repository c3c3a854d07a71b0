import { joinBranches, type Branch } from './branches.ts';
import { escapeRangeEnd, escapeRegex } from './regex-text.ts';

const LAST_BEFORE_SURROGATES = 0xd7ff;
const FIRST_AFTER_SURROGATES = 0xe000;
const LAST_CODE_POINT = 0x10ffff;

/** Unanchored RE2 texts (dot matches newlines) that together match all texts after `text` by code points. */
export function greaterTextRegexes(text: string): readonly string[] {
  const branches = toBranches(text, (character) => choice(afterClass(character)));
  return joinBranches([...branches, { literal: '', choice: '.+' }]);
}

/**
 * Unanchored RE2 texts (dot matches newlines) that together match all texts before `text` by code points. The empty text
 * is not among them: it stands for a label that is not there.
 */
export function lessTextRegexes(text: string): readonly string[] {
  const branches = toBranches(text, (character, i) => {
    const smaller = choice(beforeClass(character));
    // Ending here is a proper prefix, which is smaller.
    if (i === 0) return smaller;
    return smaller === undefined ? '' : `(?:${smaller})?`;
  });
  return joinBranches(branches);
}

function toBranches(text: string, choose: (character: string, position: number) => string | undefined): Branch[] {
  return [...text.toWellFormed()].map((character, i) => ({
    literal: escapeRegex(character),
    choice: choose(character, i),
  }));
}

function choice(characterClass: string | undefined): string | undefined {
  return characterClass === undefined ? undefined : `${characterClass}.*`;
}

function afterClass(character: string): string | undefined {
  const codePoint = character.codePointAt(0) ?? 0;
  return codePoint === LAST_CODE_POINT ? undefined : `[^\\x00-${escapeRangeEnd(character)}]`;
}

function beforeClass(character: string): string | undefined {
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint === 0) return undefined;
  const before = codePoint === FIRST_AFTER_SURROGATES ? LAST_BEFORE_SURROGATES : codePoint - 1;
  return `[\\x00-${escapeRangeEnd(String.fromCodePoint(before))}]`;
}

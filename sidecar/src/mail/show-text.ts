/** What could end a line, hide text or turn its direction, apart from line feeds. */
const HOSTILE = /(?!\n)[\p{Cc}\p{Bidi_Control}\u200b\u2028\u2029\u2060-\u2064\ufeff]/gu;

function escapeHostile(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, '  ')
    .replace(HOSTILE, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
}

function cut(text: string, maxCharacters: number): string {
  // Twice as many units as characters are enough, and a body of a megabyte need not be taken apart.
  const characters = [...text.slice(0, maxCharacters * 2 + 2)];
  return characters.length <= maxCharacters ? text : `${characters.slice(0, maxCharacters).join('')} …`;
}

/** Untrusted text for one line: line ends become `⏎`, control and bidi characters are shown as escapes. */
export function showLine(text: string, maxCharacters: number): string {
  return escapeHostile(cut(text, maxCharacters))
    .replace(/\s*\n\s*/g, ' ⏎ ')
    .trim();
}

/** Untrusted text for a block of lines: control and bidi characters are shown as escapes. */
export function showBlock(text: string, maxCharacters: number): string {
  return escapeHostile(cut(text, maxCharacters)).trimEnd();
}

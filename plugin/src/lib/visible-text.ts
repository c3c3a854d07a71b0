/** A piece of a text: shown as it is, or a character that would be invisible or change what is around it, as an escape. */
export interface TextPiece {
  readonly text: string;
  readonly isEscape: boolean;
}

/**
 * Control characters but newline and tab, line and paragraph separators, direction marks and overrides, invisible
 * spaces and joiners that carry no glyph, tag characters and halves of surrogate pairs. Zero-width joiners stay: emoji need them.
 */
const UNSAFE_CHARACTER =
  /(?![\n\t])[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;

/** Pieces of an untrusted text in order; joined they show everything that is in it. */
export function toVisiblePieces(text: string): readonly TextPiece[] {
  if (!UNSAFE_CHARACTER.test(text)) return text === '' ? [] : [{ text, isEscape: false }];
  const pieces: TextPiece[] = [];
  let plain = '';
  for (const character of text) {
    if (!UNSAFE_CHARACTER.test(character)) {
      plain += character;
      continue;
    }
    if (plain !== '') pieces.push({ text: plain, isEscape: false });
    plain = '';
    pieces.push({ text: toEscape(character), isEscape: true });
  }
  return plain === '' ? pieces : [...pieces, { text: plain, isEscape: false }];
}

/** An untrusted text as one string, with escapes in place of unsafe characters. For titles, labels and attributes. */
export function toVisibleText(text: string): string {
  return toVisiblePieces(text)
    .map((piece) => piece.text)
    .join('');
}

function toEscape(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}

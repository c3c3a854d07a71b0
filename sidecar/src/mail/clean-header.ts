/** Control characters (C0, DEL, C1), line and paragraph separators. */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
/** Characters that change the direction in which text is shown, or are not shown at all. */
const INVISIBLES = /[\p{Bidi_Control}\u200b\u2060-\u2064\ufeff]/gu;

/**
 * Text that may stand in a mail header: no control character, so no line end, and nothing that changes how the rest is
 * shown; at most `maxCharacters` long, cut with an ellipsis.
 */
export function cleanHeader(text: string, maxCharacters: number): string {
  const cleaned = text.toWellFormed().replace(CONTROLS, ' ').replace(INVISIBLES, '').replace(/ {2,}/g, ' ').trim();
  const characters = [...cleaned];
  return characters.length <= maxCharacters ? cleaned : `${characters.slice(0, maxCharacters - 1).join('')}…`;
}

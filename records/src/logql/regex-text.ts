/** RE2 text that matches exactly the given text. */
export function escapeRegex(text: string): string {
  return text.toWellFormed().replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}

/** The regex for a label: it must match the whole value. Loki itself does not anchor several shapes, such as `ar.*`. */
export function anchorRegex(regex: string): string {
  return `^(?s:${regex})$`;
}

/** Anchored regex for values that contain a text, case-insensitively. */
export function containsRegex(text: string): string {
  return `^(?is:.*${escapeRegex(text)}.*)$`;
}

/** A character as the end of a range in an RE2 class. */
export function escapeRangeEnd(character: string): string {
  return /[\\\]]/.test(character) ? `\\${character}` : character;
}

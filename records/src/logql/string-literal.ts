const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/**
 * A LogQL string literal (Go, double-quoted) that stands for exactly this text. Control characters are escaped; a lone
 * surrogate, which UTF-8 cannot carry, becomes U+FFFD.
 */
export function quoteLogql(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what has to be found
  return `"${text.toWellFormed().replace(/["\\\u0000-\u001f\u007f-\u009f]/g, escapeCharacter)}"`;
}

function escapeCharacter(character: string): string {
  return ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

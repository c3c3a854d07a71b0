const SIMPLE_ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
  '"': 34,
};
const ESCAPE = /\\(?:([abfnrtv\\"])|x([0-9A-Fa-f]{2})|([0-7]{3})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|)/g;

/**
 * The text that a Go string literal denotes: `"…"` with escapes or `` `…` `` raw. Undefined when the literal is not
 * valid Go. Bytes written as `\xff` or `\377` are joined and read as UTF-8, as Go does; invalid ones become U+FFFD.
 */
export function unquoteGoString(literal: string): string | undefined {
  const quote = literal[0];
  if (literal.length < 2 || literal.at(-1) !== quote) return undefined;
  const inner = literal.slice(1, -1);
  if (quote === '`') return inner.includes('`') ? undefined : inner.replaceAll('\r', '');
  if (quote !== '"' || inner.includes('\n')) return undefined;
  return inner.includes('\\') ? unescape(inner) : inner.includes('"') ? undefined : inner;
}

function unescape(inner: string): string | undefined {
  const parts: Buffer[] = [];
  let copied = 0;
  for (const match of inner.matchAll(ESCAPE)) {
    const bytes = escapeBytes(match);
    if (bytes === undefined) return undefined;
    const plain = inner.slice(copied, match.index);
    if (plain.includes('"')) return undefined;
    parts.push(Buffer.from(plain), bytes);
    copied = match.index + match[0].length;
  }
  const rest = inner.slice(copied);
  if (rest.includes('"')) return undefined;
  return Buffer.concat([...parts, Buffer.from(rest)]).toString();
}

function escapeBytes(match: RegExpMatchArray): Buffer | undefined {
  const [, simple, hex, octal, short, long] = match;
  if (simple !== undefined) return Buffer.of(SIMPLE_ESCAPES[simple] ?? 0);
  if (hex !== undefined) return Buffer.of(parseInt(hex, 16));
  if (octal !== undefined) return parseInt(octal, 8) > 255 ? undefined : Buffer.of(parseInt(octal, 8));
  const code = short ?? long;
  return code === undefined ? undefined : characterBytes(parseInt(code, 16));
}

function characterBytes(codePoint: number): Buffer | undefined {
  if (codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) return undefined;
  return Buffer.from(String.fromCodePoint(codePoint));
}

/** A text without its escapes. */
export interface PlainText {
  readonly text: string;
  /** Place in the original of every character, and of the end; undefined where the two are the same. */
  readonly places: readonly number[] | undefined;
}

const BACKSLASH = 92;
const PERCENT = 37;
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '/': '/', '"': '"' };

/**
 * Takes the escapes of JSON (`\/`, `\n`, `\u003d`, however often the text was quoted) and of addresses (`%3D`, `%253D`)
 * out of a text, so that a secret looks the same wherever it stands.
 */
export function unescapeText(text: string): PlainText {
  if (!text.includes('\\') && !text.includes('%')) return { text, places: undefined };
  const places: number[] = [];
  let plain = '';
  for (let at = 0; at < text.length;) {
    const [characters, next] = readCharacters(text, at);
    for (let i = 0; i < characters.length; i++) places.push(at + i);
    plain += characters;
    at = next;
  }
  places.push(text.length);
  return { text: plain, places };
}

type Characters = readonly [characters: string, next: number];

function readCharacters(text: string, at: number): Characters {
  const code = text.charCodeAt(at);
  const escaped = code === BACKSLASH ? readBackslash(text, at) : code === PERCENT ? readPercent(text, at) : undefined;
  return escaped ?? [text.charAt(at), at + 1];
}

function readBackslash(text: string, from: number): Characters | undefined {
  let at = from;
  while (text.charCodeAt(at) === BACKSLASH) at++;
  const sign = text.charAt(at);
  const character = CONTROLS[sign];
  if (character !== undefined) return [character, at + 1];
  // Together: looked at one by one, each would read all those after it.
  return (sign === 'u' ? readHex(text, at + 1, 4) : undefined) ?? [text.slice(from, at), at];
}

/** Beyond ASCII the parts of a character stay apart: no secret has any. */
function readPercent(text: string, from: number): Characters | undefined {
  let at = from + 1;
  while (text.startsWith('25', at) && isHexPair(text, at + 2)) at += 2;
  return readHex(text, at, 2);
}

function isHexPair(text: string, at: number): boolean {
  return readHex(text, at, 2) !== undefined;
}

function readHex(text: string, at: number, digits: number): Characters | undefined {
  const hex = text.slice(at, at + digits);
  return hex.length === digits && /^[0-9a-f]+$/i.test(hex)
    ? [String.fromCharCode(Number.parseInt(hex, 16)), at + digits]
    : undefined;
}

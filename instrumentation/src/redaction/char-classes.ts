/** What a character may be part of, as bits. */
export const DIGIT = 1;
/** `a`–`f`, `A`–`F`; digits have their own bit. */
export const HEX_LETTER = 2;
export const UPPER = 4;
export const LOWER = 8;
/** `_` and `-`. */
export const JOINT = 16;
export const DOT = 32;
/** `+`, `/` and `=`. */
export const BASE64 = 64;
/** `~`, `$`, `:`, `%` and the backslash. */
export const RARE = 128;

export const HEX = DIGIT | HEX_LETTER;
export const ALNUM = DIGIT | UPPER | LOWER;
export const BASE64_URL = ALNUM | JOINT;

const ASCII = 128;

/** Bits of every ASCII character. */
export const CLASSES: Readonly<Uint8Array> = fill([
  ['0123456789', DIGIT],
  ['abcdefABCDEF', HEX_LETTER],
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', UPPER],
  ['abcdefghijklmnopqrstuvwxyz', LOWER],
  ['_-', JOINT],
  ['.', DOT],
  ['+/=', BASE64],
  ['~$:%\\', RARE],
]);

/** Bits of a character; none beyond ASCII and beyond the text's end. */
export function classOf(code: number): number {
  return code < ASCII ? (CLASSES[code] as number) : 0;
}

/** Where the characters of a class end that begin at a place. */
export function skipClass(text: string, from: number, mask: number): number {
  let at = from;
  while (at < text.length && (classOf(text.charCodeAt(at)) & mask) !== 0) at++;
  return at;
}

function fill(classes: readonly (readonly [characters: string, bits: number])[]): Uint8Array {
  const table = new Uint8Array(ASCII);
  for (const [characters, bits] of classes) {
    for (const character of characters) {
      const code = character.charCodeAt(0);
      table[code] = (table[code] as number) | bits;
    }
  }
  return table;
}

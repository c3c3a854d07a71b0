/** What a character may be part of, as bits. */
export const DIGIT = 1;
/** `a`–`f`, `A`–`F`; digits have their own bit. */
export const HEX_LETTER = 2;
export const UPPER = 4;
export const LOWER = 8;
/** `_` and `-`. */
export const JOINT = 16;
export const DOT = 32;
/** `+` and `/`. */
export const BASE64 = 64;
/** `~`, `$` and `:`. */
export const RARE = 128;
/** `%` and the backslash. */
export const ESCAPE = 256;
export const SPACE = 512;

export const HEX = DIGIT | HEX_LETTER;
export const ALNUM = DIGIT | UPPER | LOWER;
export const BASE64_URL = ALNUM | JOINT;

/** Bits of every byte; none beyond ASCII. */
export const CLASSES: Readonly<Uint16Array> = fill([
  ['0123456789', DIGIT],
  ['abcdefABCDEF', HEX_LETTER],
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', UPPER],
  ['abcdefghijklmnopqrstuvwxyz', LOWER],
  ['_-', JOINT],
  ['.', DOT],
  ['+/', BASE64],
  ['~$:', RARE],
  ['%\\', ESCAPE],
  [' ', SPACE],
]);

const ASCII = 128;

/** Bits of a character; none beyond ASCII and beyond the text's end. */
export function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < ASCII ? (CLASSES[code] as number) : 0;
}

/** Where the characters of a class end that begin at a place. */
export function skipClass(text: string, from: number, mask: number): number {
  let at = from;
  while ((classAt(text, at) & mask) !== 0) at++;
  return at;
}

function fill(classes: readonly (readonly [characters: string, bits: number])[]): Uint16Array {
  const table = new Uint16Array(256);
  for (const [characters, bits] of classes) {
    for (const character of characters) {
      const code = character.charCodeAt(0);
      table[code] = (table[code] as number) | bits;
    }
  }
  return table;
}

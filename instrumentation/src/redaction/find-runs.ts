import { CLASSES, DIGIT, SPACE, UPPER } from './char-classes.ts';
import type { LatinBytes } from './latin-bytes.ts';

/** No secret that is recognised by its own form is shorter; one that contains small letters has one character more. */
export const SHORTEST_RUN = 14;

/** Takes a run: where it begins and ends, and the bits of all its characters. */
export type RunVisitor = (start: number, end: number, bits: number) => void;

/**
 * Finds every longest stretch of characters that tokens, numbers and paths consist of, where it is long enough for a
 * secret. A single space belongs to it between digits and capitals, as in `4111 1111 …` and `GB29 NWBK …`.
 *
 * Four characters are looked at together: a run of 15 fills three words of memory with no space or quote in them, a number
 * of 14 two with no small letter. Neither happens often in an ordinary text, and only then single characters are read.
 */
export function findRuns({ bytes, words }: LatinBytes, length: number, visit: RunVisitor): void {
  const count = length >> 2;
  let unbroken = 0;
  let withoutSmall = 0;
  let doneTo = 0;
  for (let i = 0; i < count; i++) {
    const word = words[i] as number;
    unbroken = hasBreak(word) ? 0 : unbroken + 1;
    withoutSmall = hasSmallLetter(word) ? 0 : withoutSmall + 1;
    if (unbroken < 3 && withoutSmall < 2) continue;
    const at = i << 2;
    if (at < doneTo || !isMember(bytes, at)) continue;
    let bits = 0;
    let start = at;
    for (; start > doneTo && isMember(bytes, start - 1); start--) bits |= CLASSES[bytes[start - 1] as number] as number;
    let end = at;
    for (; end < length && isMember(bytes, end); end++) bits |= CLASSES[bytes[end] as number] as number;
    doneTo = end;
    if (end - start >= SHORTEST_RUN) visit(start, end, bits);
  }
}

/** Whether any of four characters comes before `$`: the space, quotes, controls. */
function hasBreak(word: number): boolean {
  return ((word - 0x24242424) & ~word & 0x80808080) !== 0;
}

/** Whether any of four characters has both bits that small letters have. */
function hasSmallLetter(word: number): boolean {
  return (word & (word << 1) & 0x40404040) !== 0;
}

function isMember(bytes: Uint8Array, at: number): boolean {
  const own = CLASSES[bytes[at] as number] as number;
  return own === SPACE ? joins(bytes, at) : own !== 0;
}

/** Whether the space at a place stands between groups of one number. */
function joins(bytes: Uint8Array, at: number): boolean {
  const before = CLASSES[bytes[at - 1] as number] as number;
  const after = CLASSES[bytes[at + 1] as number] as number;
  return (before & (DIGIT | UPPER)) !== 0 && (after & (DIGIT | UPPER)) !== 0;
}

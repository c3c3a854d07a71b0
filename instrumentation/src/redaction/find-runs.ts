import { ALNUM, CLASSES, DIGIT, JOINT, DOT, BASE64, RARE, UPPER, classOf } from './char-classes.ts';

/** No secret that is recognised by itself is shorter. */
export const SHORTEST_RUN = 13;

const STOP = 0;
const MEMBER = 1;
const BLANK = 2;
const SPACE = 32;
const EQUALS = 61;
const ASCII = 128;
const ROLES: Readonly<Uint8Array> = toRoles();

/**
 * Finds every longest stretch of characters that tokens, numbers and paths consist of, where it is long enough for a
 * secret. A single space belongs to it between digits and between capitals, as in `4111 1111 …` and `GB29 NWBK …`.
 * Looks at a quarter of an ordinary text's characters, and at none more than twice.
 */
export function findRuns(text: string, visit: (start: number, end: number) => void): void {
  const length = text.length;
  let start = 0;
  for (let probe = SHORTEST_RUN - 1; probe < length; probe = start + SHORTEST_RUN - 1) {
    let at = probe;
    while (at >= start && isMember(text, at)) at--;
    if (at >= start) {
      start = at + 1;
      continue;
    }
    let end = probe + 1;
    while (end < length && isMember(text, end)) end++;
    visit(start, end);
    start = end + 1;
  }
}

function isMember(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const role = code < ASCII ? ROLES[code] : STOP;
  return role === MEMBER || (role === BLANK && joins(text, at));
}

/** Whether the space at a place stands between groups of one number. */
function joins(text: string, at: number): boolean {
  const before = classOf(text.charCodeAt(at - 1));
  const after = classOf(text.charCodeAt(at + 1));
  if ((before & ALNUM) === 0 || (after & ALNUM) === 0) return false;
  return ((before | after) & DIGIT) !== 0 || (before & after & UPPER) !== 0;
}

function toRoles(): Uint8Array {
  const roles = new Uint8Array(ASCII);
  for (let code = 0; code < ASCII; code++) {
    const isInToken = ((CLASSES[code] as number) & (ALNUM | JOINT | DOT | BASE64 | RARE)) !== 0;
    roles[code] = isInToken && code !== EQUALS ? MEMBER : STOP;
  }
  roles[SPACE] = BLANK;
  return roles;
}

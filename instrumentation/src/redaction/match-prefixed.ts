import { ALNUM, DOT, classAt, skipClass } from './char-classes.ts';
import { PREFIXED_KINDS, type PrefixedKind } from './secret-kinds.ts';

/** A secret in a text: where what is replaced begins and ends. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

interface Entry {
  readonly prefix: string;
  readonly kind: PrefixedKind;
}

/** By their first two characters, longer prefixes first. */
const ENTRIES: ReadonlyMap<string, readonly Entry[]> = group();
/** 1 for every two bytes with which a prefix begins. */
const BEGINNINGS: Readonly<Uint8Array> = mark();

/** Whether any prefix begins with two bytes; false is certain. */
export function mayBeginPrefix(first: number, second: number): boolean {
  return BEGINNINGS[(first << 8) | second] === 1;
}

/** The secret that begins at a place and is told by its first characters. */
export function matchPrefixed(text: string, from: number): Match | undefined {
  const entries = ENTRIES.get(text.slice(from, from + 2));
  if (entries === undefined) return undefined;
  for (const { prefix, kind } of entries) {
    if (!text.startsWith(prefix, from)) continue;
    const match = matchBody(text, from, from + prefix.length, kind);
    if (match !== undefined) return match;
  }
  return undefined;
}

function matchBody(text: string, from: number, bodyStart: number, kind: PrefixedKind): Match | undefined {
  const end = withoutDots(text, findBodyEnd(text, bodyStart, kind.body));
  const length = end - bodyStart;
  if (length < kind.least || length > kind.most) return undefined;
  if ((classAt(text, end) & ALNUM) !== 0) return undefined;
  const beginning = text.slice(bodyStart, Math.min(end, bodyStart + LONGEST_LOOK));
  if (kind.isMixed && !(/\d/.test(beginning) && /[A-Za-z]/.test(beginning))) return undefined;
  if (kind.kind === 'jwt' && !beginning.includes('.')) return undefined;
  return { start: kind.keepsPrefix ? bodyStart : from, end };
}

/** How far is looked for what must occur. Were it not bounded, many beginnings of one long run would take quadratic time. */
const LONGEST_LOOK = 2_000;
const MOST_DOTS = 3;

/** The end of a sentence is no part of a token. */
function withoutDots(text: string, end: number): number {
  let at = end;
  while (end - at < MOST_DOTS && (classAt(text, at - 1) & DOT) !== 0) at--;
  return at;
}

interface KnownBody {
  readonly start: number;
  readonly end: number;
}

let knownText = '';
/** By class: where the last body of that class lies. */
const knownBodies = new Map<number, KnownBody>();

/** Where a body ends. Bodies of one class that begin within each other end together; what is known is not read again. */
function findBodyEnd(text: string, start: number, mask: number): number {
  if (text !== knownText) {
    knownText = text;
    knownBodies.clear();
  }
  const known = knownBodies.get(mask);
  if (known !== undefined && start >= known.start && start < known.end) return known.end;
  const end = skipClass(text, start, mask);
  knownBodies.set(mask, { start, end });
  return end;
}

function group(): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  const entries = PREFIXED_KINDS.flatMap((kind) => kind.prefixes.map((prefix) => ({ prefix, kind })));
  for (const entry of entries.sort((a, b) => b.prefix.length - a.prefix.length)) {
    const beginning = entry.prefix.slice(0, 2);
    groups.set(beginning, [...(groups.get(beginning) ?? []), entry]);
  }
  return groups;
}

function mark(): Uint8Array {
  const marks = new Uint8Array(1 << 16);
  for (const beginning of ENTRIES.keys()) marks[(beginning.charCodeAt(0) << 8) | beginning.charCodeAt(1)] = 1;
  return marks;
}

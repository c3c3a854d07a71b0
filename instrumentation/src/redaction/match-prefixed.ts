import { ALNUM, DIGIT, DOT, LOWER, UPPER, classAt, skipClass } from './char-classes.ts';
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
  let end = skipClass(text, bodyStart, kind.body);
  while (end > bodyStart && (classAt(text, end - 1) & DOT) !== 0) end--;
  const length = end - bodyStart;
  if (length < kind.least || length > kind.most) return undefined;
  if ((classAt(text, end) & ALNUM) !== 0) return undefined;
  if (kind.isMixed && !isMixed(text, bodyStart, end)) return undefined;
  if (kind.kind === 'jwt' && text.slice(bodyStart, end).indexOf('.') < 0) return undefined;
  return { start: kind.keepsPrefix ? bodyStart : from, end };
}

function isMixed(text: string, from: number, to: number): boolean {
  let bits = 0;
  for (let at = from; at < to; at++) bits |= classAt(text, at);
  return (bits & DIGIT) !== 0 && (bits & (UPPER | LOWER)) !== 0;
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

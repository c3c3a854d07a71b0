import { ALNUM, DIGIT, DOT, LOWER, UPPER, classOf, skipClass } from './char-classes.ts';
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

const ASCII = 128;
/** By first character, longer prefixes first. */
const ENTRIES: readonly (readonly Entry[] | undefined)[] = group();

/** The secret that begins at a place and is told by its first characters. */
export function matchPrefixed(text: string, from: number): Match | undefined {
  const code = text.charCodeAt(from);
  const entries = code < ASCII ? ENTRIES[code] : undefined;
  if (entries === undefined) return undefined;
  const second = text.charCodeAt(from + 1);
  for (const { prefix, kind } of entries) {
    if (prefix.charCodeAt(1) !== second || !text.startsWith(prefix, from)) continue;
    const match = matchBody(text, from, from + prefix.length, kind);
    if (match !== undefined) return match;
  }
  return undefined;
}

function matchBody(text: string, from: number, bodyStart: number, kind: PrefixedKind): Match | undefined {
  let end = skipClass(text, bodyStart, kind.body);
  while (end > bodyStart && (classOf(text.charCodeAt(end - 1)) & DOT) !== 0) end--;
  const length = end - bodyStart;
  if (length < kind.least || length > kind.most) return undefined;
  if ((classOf(text.charCodeAt(end)) & ALNUM) !== 0) return undefined;
  if (kind.isMixed && !isMixed(text, bodyStart, end)) return undefined;
  if (kind.kind === 'jwt' && text.slice(bodyStart, end).indexOf('.') < 0) return undefined;
  return { start: kind.keepsPrefix ? bodyStart : from, end };
}

function isMixed(text: string, from: number, to: number): boolean {
  let bits = 0;
  for (let at = from; at < to; at++) bits |= classOf(text.charCodeAt(at));
  return (bits & DIGIT) !== 0 && (bits & (UPPER | LOWER)) !== 0;
}

function group(): readonly (readonly Entry[] | undefined)[] {
  const byFirst: (Entry[] | undefined)[] = Array.from({ length: ASCII }, () => undefined);
  const entries = PREFIXED_KINDS.flatMap((kind) => kind.prefixes.map((prefix) => ({ prefix, kind })));
  for (const entry of entries.sort((a, b) => b.prefix.length - a.prefix.length)) {
    (byFirst[entry.prefix.charCodeAt(0)] ??= []).push(entry);
  }
  return byFirst;
}

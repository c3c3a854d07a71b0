import { describeJson } from './json-node.ts';

/** Places of a value at which a text was found, as JSON Pointers; the whole value is the empty one. */
export interface JsonMatches {
  /** Whose name or value contains the text. */
  readonly found: ReadonlySet<string>;
  /** Those, and everything that they lie in. */
  readonly shown: ReadonlySet<string>;
}

/** The pointer of a member of the value at a pointer. */
export function toMemberPointer(pointer: string, key: string): string {
  return `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Looks for a text in names and values, whatever its case. Pointers begin with `pointer`. */
export function searchJson(value: unknown, text: string, pointer = ''): JsonMatches {
  const needle = text.toLowerCase();
  const found = new Set<string>();
  const shown = new Set<string>();
  // No recursion: a record may be nested as deep as it is long.
  const pending: { readonly value: unknown; readonly name: string; readonly trail: readonly string[] }[] = [];
  pending.push({ value, name: '', trail: [pointer] });
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { trail, name } = next;
    const node = describeJson(next.value);
    const place = trail.at(-1) ?? '';
    const isFound =
      name.toLowerCase().includes(needle) || (node.kind !== 'container' && node.text.toLowerCase().includes(needle));
    if (isFound) {
      found.add(place);
      trail.forEach((part) => shown.add(part));
    }
    if (node.kind !== 'container' || trail.length > DEEPEST) continue;
    for (const [key, child] of node.members()) {
      pending.push({ value: child, name: key, trail: [...trail, toMemberPointer(place, key)] });
    }
  }
  return { found, shown };
}

/** Deeper places are not searched: nobody would find their way to them. */
const DEEPEST = 100;

import fc from 'fast-check';
import type { ChainEntry } from './index.ts';
import { content, hashOf, sealed, withAttributes } from './test-chain.ts';

/** A change to a stored chain, and what a verification has to call it (one of these). */
export interface Manipulation {
  readonly name: string;
  readonly kinds: readonly string[];
  readonly apply: (entries: readonly ChainEntry[]) => ChainEntry[];
}

const CHAIN_FIELDS = ['seq', 'prev', 'hash'].map((field) => `bot_audit_chain_${field}`);

/** One manipulation of a chain of `length` entries (at least 4) whose last entry is signed and of which none has expired. */
export function anyManipulation(length: number): fc.Arbitrary<Manipulation> {
  const at = fc.integer({ min: 0, max: length - 1 });
  const inner = fc.integer({ min: 1, max: length - 2 });
  const two = fc.uniqueArray(at, { minLength: 2, maxLength: 2 }) as fc.Arbitrary<[number, number]>;
  return fc.oneof(
    at.chain((index) => fc.constantFrom(...edits(index))),
    inner.map((index) => manipulation('drop', ['missing'], (entries) => entries.filter((_, i) => i !== index))),
    at.chain((index) => fc.constantFrom(...insertions(index))),
    two.chain(([a, b]) => fc.constantFrom(...swaps(a, b))),
    fc
      .integer({ min: 0, max: length - 1 })
      .map((kept) => manipulation('cut', ['tail-cut'], (entries) => entries.slice(0, kept))),
    fc.integer({ min: 0, max: length - 2 }).map(rewrite),
  );
}

function manipulation(name: string, kinds: readonly string[], apply: Manipulation['apply']): Manipulation {
  return { name, kinds, apply };
}

function edits(index: number): Manipulation[] {
  const change = (edit: (entry: ChainEntry) => ChainEntry) => (entries: readonly ChainEntry[]) =>
    entries.map((entry, i) => (i === index ? edit(entry) : entry));
  const resealed = (entry: ChainEntry): ChainEntry =>
    sealed({ ...entry, body: 'x' }, 'main', index + 1, entry.attributes['bot_audit_chain_prev'] as string);
  const without = (entry: ChainEntry, name: string): ChainEntry => ({
    ...entry,
    attributes: Object.fromEntries(Object.entries(entry.attributes).filter(([key]) => key !== name)),
  });
  return [
    manipulation(
      'edit body',
      ['edited'],
      change((entry) => ({ ...entry, body: `${entry.body} ` })),
    ),
    manipulation(
      'edit uid',
      ['edited'],
      change((entry) => ({ ...entry, uid: 'other' })),
    ),
    manipulation(
      'edit time',
      ['edited'],
      change((entry) => ({ ...entry, timestampUnixNano: entry.timestampUnixNano + 1n })),
    ),
    manipulation(
      'edit actor',
      ['edited'],
      change((entry) => withAttributes(entry, { user_name: 'Eve' })),
    ),
    manipulation(
      'edit action',
      ['edited'],
      change((entry) => withAttributes(entry, { bot_audit_action: 'DELETED' })),
    ),
    manipulation(
      'add attribute',
      ['edited'],
      change((entry) => withAttributes(entry, { bot_audit_note: 'x' })),
    ),
    manipulation(
      'drop attribute',
      ['edited'],
      change((entry) => without(entry, 'user_name')),
    ),
    manipulation(
      'edit hash',
      ['edited'],
      change((entry) => withAttributes(entry, { bot_audit_chain_hash: 'a'.repeat(64) })),
    ),
    manipulation(
      'edit prev',
      ['edited'],
      change((entry) => withAttributes(entry, { bot_audit_chain_prev: 'a'.repeat(64) })),
    ),
    manipulation(
      'break a field',
      ['edited'],
      change((entry) => withAttributes(entry, { bot_audit_chain_seq: '1e3' })),
    ),
    manipulation('edit and seal again', ['edited', 'rewritten'], change(resealed)),
    manipulation(
      'take out of the chain',
      ['unchained'],
      change((entry) => ({ ...entry, attributes: { user_name: 'Anna' } })),
    ),
  ];
}

function insertions(index: number): Manipulation[] {
  const add = (made: (entry: ChainEntry) => ChainEntry) => (entries: readonly ChainEntry[]) => [
    ...entries,
    made(entries[index] as ChainEntry),
  ];
  const forged = (entry: ChainEntry): ChainEntry =>
    sealed(
      { ...content('main', 99), uid: 'forged' },
      'main',
      index + 1,
      entry.attributes['bot_audit_chain_prev'] as string,
    );
  return [
    manipulation(
      'insert a copy under another uid',
      ['inserted'],
      add((entry) => ({ ...entry, uid: 'copy' })),
    ),
    manipulation(
      'insert a second version',
      ['inserted'],
      add((entry) => ({ ...entry, body: '{}' })),
    ),
    manipulation('insert a well-made forgery', ['inserted'], add(forged)),
    manipulation(
      'insert a record without chain',
      ['unchained'],
      add(() => ({ ...content('main', 99), uid: 'loose' })),
    ),
  ];
}

function swaps(a: number, b: number): Manipulation[] {
  const swap = (mix: (entry: ChainEntry, other: ChainEntry) => ChainEntry) => (entries: readonly ChainEntry[]) => {
    const [first, second] = [entries[a] as ChainEntry, entries[b] as ChainEntry];
    return entries.map((entry, i) => (i === a ? mix(first, second) : i === b ? mix(second, first) : entry));
  };
  const taking = (entry: ChainEntry, other: ChainEntry, names: readonly string[]): ChainEntry =>
    withAttributes(entry, Object.fromEntries(names.map((name) => [name, other.attributes[name] as string])));
  return [
    manipulation(
      'swap times',
      ['reordered'],
      swap((entry, { timestampUnixNano }) => ({ ...entry, timestampUnixNano })),
    ),
    manipulation(
      'swap bodies',
      ['reordered'],
      swap((entry, { body }) => ({ ...entry, body })),
    ),
    manipulation(
      'swap places',
      ['reordered'],
      swap((entry, other) => taking(entry, other, CHAIN_FIELDS)),
    ),
    manipulation(
      'swap numbers',
      ['reordered'],
      swap((entry, other) => taking(entry, other, ['bot_audit_chain_seq'])),
    ),
    manipulation(
      'swap hashes',
      ['reordered'],
      swap((entry, other) => taking(entry, other, ['bot_audit_chain_hash'])),
    ),
    manipulation(
      'swap places, not times',
      ['reordered'],
      swap((entry, other) => ({ ...taking(entry, other, CHAIN_FIELDS), timestampUnixNano: other.timestampUnixNano })),
    ),
  ];
}

/** Edits one entry and computes everything after it anew. */
function rewrite(index: number): Manipulation {
  return manipulation('rewrite the rest', ['rewritten'], (entries) => {
    const rewritten: ChainEntry[] = [];
    for (const [i, entry] of entries.entries()) {
      const body = i === index ? 'rewritten' : entry.body;
      rewritten.push(sealed({ ...entry, body }, 'main', i + 1, hashOf(rewritten.at(-1))));
    }
    return rewritten;
  });
}

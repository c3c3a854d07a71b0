import type { Delta, DeltaEntry } from './delta.ts';

/** The delta that undoes this one: `applyDelta(invertDelta(d), after)` is `before`. */
export function invertDelta(delta: Delta): Delta {
  return delta.map(invertEntry).reverse();
}

function invertEntry(entry: DeltaEntry): DeltaEntry {
  switch (entry.op) {
    case 'add':
      return { op: 'remove', path: entry.path, value: entry.value };
    case 'remove':
      return { op: 'add', path: entry.path, value: entry.value };
    case 'replace':
      return { op: 'replace', path: entry.path, before: entry.after, after: entry.before };
    case 'move':
      return { op: 'move', path: entry.from, from: entry.path };
  }
}

import { DeltaMismatchError } from './delta-mismatch-error.ts';
import type { Delta, DeltaEntry } from './delta.ts';
import { DraftValue } from './draft-value.ts';
import { jsonEqual } from './json-equal.ts';
import type { JsonValue, Path } from './json-value.ts';

/**
 * Does the delta's entries one after another and returns the value that results; undefined = absent. `before` stays
 * as it is; the result shares what did not change with it and with the delta.
 * @throws DeltaMismatchError naming the path, when `before` is not what the delta was made from.
 */
export function applyDelta(delta: Delta, before: JsonValue | undefined): JsonValue | undefined {
  const draft = new DraftValue(before);
  for (const entry of delta) applyEntry(draft, entry);
  return draft.root;
}

function applyEntry(draft: DraftValue, entry: DeltaEntry): void {
  switch (entry.op) {
    case 'add':
      return draft.insert(entry.path, entry.value);
    case 'remove':
      return expectValue(draft.take(entry.path), entry.value, entry.path);
    case 'replace':
      return expectValue(draft.exchange(entry.path, entry.after), entry.before, entry.path);
    case 'move':
      return draft.insert(entry.path, draft.take(entry.from));
  }
}

function expectValue(found: JsonValue, expected: JsonValue, path: Path): void {
  if (!jsonEqual(found, expected)) throw new DeltaMismatchError(path, 'the value is another one');
}

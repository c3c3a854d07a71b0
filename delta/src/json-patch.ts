import type { Delta, DeltaEntry } from './delta.ts';
import { toJsonPointer } from './json-pointer.ts';
import type { JsonObject } from './json-value.ts';

/**
 * The delta as the operations of an RFC 6902 JSON Patch, for `stringifyJson`. The operations are sequential, as the
 * delta is. What a patch cannot say is lost: it does not check the old values and knows no absent document, so a
 * removal of the whole becomes a `remove` of the root, which not every tool accepts.
 */
export function toJsonPatch(delta: Delta): JsonObject[] {
  return delta.map(toOperation);
}

function toOperation(entry: DeltaEntry): JsonObject {
  const path = toJsonPointer(entry.path);
  switch (entry.op) {
    case 'add':
      return { op: 'add', path, value: entry.value };
    case 'remove':
      return { op: 'remove', path };
    case 'replace':
      return { op: 'replace', path, value: entry.after };
    case 'move':
      return { op: 'move', from: toJsonPointer(entry.from), path };
  }
}

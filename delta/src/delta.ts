import type { JsonValue, Path } from './json-value.ts';

/** A value that appears at `path`: a member that was absent, or an element before which nothing was at that index. */
export interface AddEntry {
  readonly op: 'add';
  readonly path: Path;
  readonly value: JsonValue;
}

/** A value that disappears from `path`. */
export interface RemoveEntry {
  readonly op: 'remove';
  readonly path: Path;
  readonly value: JsonValue;
}

/** A value at `path` that gives way to another one. */
export interface ReplaceEntry {
  readonly op: 'replace';
  readonly path: Path;
  readonly before: JsonValue;
  readonly after: JsonValue;
}

/** An array element that is taken out at `from` and put in at `path`, which counts without it. */
export interface MoveEntry {
  readonly op: 'move';
  readonly from: Path;
  readonly path: Path;
}

/** One change, complete in both directions. */
export type DeltaEntry = AddEntry | RemoveEntry | ReplaceEntry | MoveEntry;

/**
 * What turns one JSON value into another. The entries are meant **one after another**: every path is the path at the
 * moment when all entries before it are done, as in JSON Patch (RFC 6902).
 * * In an array, `add` inserts before the element that has the index (or at the end), `remove` closes the gap, and
 *   `move` is a removal at `from` followed by an insertion at `path`.
 * * In an object, `add` needs an absent key and `remove` and `replace` a present one; the order of keys is no difference.
 * * The empty path is the whole value. `add` there means that there was nothing before (created), `remove` that there
 *   is nothing left (deleted).
 * An empty delta means that both are equal.
 */
export type Delta = readonly DeltaEntry[];

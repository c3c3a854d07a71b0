import { listMoves } from './array-moves.ts';
import { compare } from './compare.ts';
import type { ArrayChange, Change, ObjectChange } from './compare.ts';
import type { Delta, DeltaEntry } from './delta.ts';
import type { JsonValue, Path } from './json-value.ts';
import { createMatchContext } from './match-context.ts';
import type { DiffOptions } from './match-context.ts';

/** A place as a chain to the root, so that deep places cost nothing until they are named. */
interface Place {
  readonly parent: Place | undefined;
  readonly key: string | number;
}

/**
 * What turns `before` into `after`; undefined stands for absent (nothing there yet, or nothing any more).
 * Each container is told before its insides: removals from the last to the first, then moves, then additions in
 * ascending order, then what changed within its members; so the paths of inner changes are those of `after`.
 */
export function diff(before: JsonValue | undefined, after: JsonValue | undefined, options?: DiffOptions): Delta {
  if (before === undefined) return after === undefined ? [] : [{ op: 'add', path: [], value: after }];
  if (after === undefined) return [{ op: 'remove', path: [], value: before }];
  const change = compare(before, after, createMatchContext(options));
  return change === undefined ? [] : listEntries(change);
}

function listEntries(root: Change): DeltaEntry[] {
  const entries: DeltaEntry[] = [];
  const pending: { change: Change; place: Place | undefined }[] = [{ change: root, place: undefined }];
  for (let task = pending.pop(); task !== undefined; task = pending.pop()) {
    const { change, place } = task;
    if (change.kind === 'replacement') {
      entries.push({ op: 'replace', path: pathTo(place), before: change.before, after: change.after });
      continue;
    }
    if (change.kind === 'object') pushMemberEntries(change, place, entries);
    else if (change.alignment !== undefined) pushElementEntries(change, change.alignment, place, entries);
    for (const [key, inner] of [...change.changed].reverse()) {
      pending.push({ change: inner, place: { parent: place, key } });
    }
  }
  return entries;
}

function pushMemberEntries(change: ObjectChange, place: Place | undefined, entries: DeltaEntry[]): void {
  for (const key of change.removed) {
    entries.push({ op: 'remove', path: pathTo({ parent: place, key }), value: change.before[key] as JsonValue });
  }
  for (const key of change.added) {
    entries.push({ op: 'add', path: pathTo({ parent: place, key }), value: change.after[key] as JsonValue });
  }
}

function pushElementEntries(
  { before, after }: ArrayChange,
  alignment: NonNullable<ArrayChange['alignment']>,
  place: Place | undefined,
  entries: DeltaEntry[],
): void {
  const at = (key: number): Path => pathTo({ parent: place, key });
  for (const index of [...alignment.removed].reverse()) {
    entries.push({ op: 'remove', path: at(index), value: before[index] as JsonValue });
  }
  for (const { from, to } of listMoves(alignment, before.length)) {
    entries.push({ op: 'move', path: at(to), from: at(from) });
  }
  for (const [index, beforeIndex] of alignment.beforeOf.entries()) {
    if (beforeIndex === -1) entries.push({ op: 'add', path: at(index), value: after[index] as JsonValue });
  }
}

function pathTo(place: Place | undefined): Path {
  const path: (string | number)[] = [];
  for (let at = place; at !== undefined; at = at.parent) path.push(at.key);
  return path.reverse();
}

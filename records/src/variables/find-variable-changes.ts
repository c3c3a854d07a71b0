import { isSameValue, PLAIN_VALUES, readChild, type ValueReader } from './value-reader.ts';
import type { VariableHistory } from './variable-history.ts';
import type { PathSegment, VariableQuestion } from './variable-question.ts';

/** A point at which the value at a path became another one. A side that is absent: nothing was there. */
export interface PathChange {
  /** Of the point in the history. */
  readonly index: number;
  readonly before?: unknown;
  readonly after?: unknown;
  /** Found after a gap, so it may have happened earlier. */
  readonly isLate: boolean;
  /** Whether the new value is what was asked for; true where nothing was. */
  readonly matches: boolean;
}

/** A way to read a path: the first pieces joined by dots are the variable's name, the rest lies in its value. */
interface Reading {
  readonly name: string;
  readonly inside: readonly (string | number)[];
}

/**
 * Every change of the value at a path, oldest first. A variable may be called `cart.total`, or `cart` and have a member
 * `total`: the longest name that exists at a point counts there.
 */
export function findVariableChanges(
  history: VariableHistory,
  { path, condition }: VariableQuestion,
  reader: ValueReader = PLAIN_VALUES,
): readonly PathChange[] {
  const readings = toReadings(path);
  const values = new Map<string, unknown>();
  const found: PathChange[] = [];
  let before: unknown;
  for (const { index, changes } of history.points) {
    const own = changes.filter(({ name }) => readings.some((reading) => reading.name === name));
    if (own.length === 0) continue;
    for (const { name, after } of own) values.set(name, after?.value);
    const after = readPath(values, readings, reader);
    if (isSameValue(before, after, reader)) continue;
    const isEqual = condition !== undefined && isSameValue(after, condition.value, reader);
    found.push({
      index,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      isLate: own.some(({ isLate }) => isLate),
      matches: condition === undefined || isEqual === (condition.operator === '='),
    });
    before = after;
  }
  return found;
}

/** Longest name first. */
function toReadings(path: readonly PathSegment[]): readonly Reading[] {
  const names = path.findIndex(({ kind }) => kind !== 'name');
  const longest = Math.max(1, names === -1 ? path.length : names);
  return Array.from({ length: longest }, (_, place) => {
    const split = longest - place;
    const pieces = path.map((segment) => (segment.kind === 'index' ? segment.index : segment.name));
    return { name: pieces.slice(0, split).join('.'), inside: pieces.slice(split) };
  });
}

function readPath(values: ReadonlyMap<string, unknown>, readings: readonly Reading[], reader: ValueReader): unknown {
  for (const { name, inside } of readings) {
    let value = values.get(name);
    for (const key of inside) value = readChild(value, key, reader);
    if (value !== undefined) return value;
  }
  return undefined;
}

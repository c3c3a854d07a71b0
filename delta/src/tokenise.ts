import { isContainer, JsonNumberText } from './json-value.ts';
import type { JsonValue, Path } from './json-value.ts';
import type { MatchContext } from './match-context.ts';

/** Two arrays as numbers: equal numbers mean the same element. */
export interface Tokens {
  readonly before: Int32Array;
  readonly after: Int32Array;
}

/** Whether a token stands for an identity (the insides may differ) and not for a value (they are equal). */
export function isIdentityToken(token: number): boolean {
  return token < 0;
}

/** Numbers the elements: by identity where it is unique on both sides, else by their whole value. */
export function tokenise(before: JsonValue[], after: JsonValue[], path: () => Path, context: MatchContext): Tokens {
  const beforeNames = before.map((item) => context.identityOf(item, path));
  const afterNames = after.map((item) => context.identityOf(item, path));
  const names = numberNames(beforeNames, afterNames);
  const values = createValueNumbers(context);
  const tokenOf = (item: JsonValue, name: string | undefined): number =>
    (name === undefined ? undefined : names.get(name)) ?? values(item);
  return {
    before: Int32Array.from(before, (item, index) => tokenOf(item, beforeNames[index])),
    after: Int32Array.from(after, (item, index) => tokenOf(item, afterNames[index])),
  };
}

/** Negative numbers for the names that occur at most once on each side. */
function numberNames(
  beforeNames: readonly (string | undefined)[],
  afterNames: readonly (string | undefined)[],
): Map<string, number> {
  const repeated = new Set([...repeatedNames(beforeNames), ...repeatedNames(afterNames)]);
  const numbers = new Map<string, number>();
  for (const name of [...beforeNames, ...afterNames]) {
    if (name !== undefined && !repeated.has(name) && !numbers.has(name)) numbers.set(name, -1 - numbers.size);
  }
  return numbers;
}

function repeatedNames(names: readonly (string | undefined)[]): Set<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const name of names) {
    if (name === undefined) continue;
    if (seen.has(name)) repeated.add(name);
    seen.add(name);
  }
  return repeated;
}

/** Numbers from 0 for distinct values: plain scalars by themselves, the rest by hash and then by equality. */
function createValueNumbers(context: MatchContext): (item: JsonValue) => number {
  const scalars = new Map<JsonValue, number>();
  const others = new Map<number, { item: JsonValue; token: number }[]>();
  let next = 0;
  return (item) => {
    if (!isContainer(item) && !(item instanceof JsonNumberText)) {
      const known = scalars.get(item) ?? next++;
      scalars.set(item, known);
      return known;
    }
    const hash = context.hash(item);
    const bucket = others.get(hash) ?? [];
    others.set(hash, bucket);
    const known = bucket.find((entry) => context.isEqual(entry.item, item));
    if (known !== undefined) return known.token;
    bucket.push({ item, token: next });
    return next++;
  };
}

import { JsonNumberText, isContainer } from './json-value.ts';
import type { JsonObject, JsonValue, Path } from './json-value.ts';
import { matchArrays } from './match-arrays.ts';
import type { Alignment, ArrayMatch } from './match-arrays.ts';
import type { MatchContext } from './match-context.ts';

/** One value in place of another that has nothing in common with it. */
export interface Replacement {
  readonly kind: 'replacement';
  readonly before: JsonValue;
  readonly after: JsonValue;
}

/** An object whose members came, went or changed; a member in none of the lists is unchanged. */
export interface ObjectChange {
  readonly kind: 'object';
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly removed: string[];
  readonly added: string[];
  readonly changed: Map<string, Change>;
}

/** An array whose elements came, went, moved or changed; `changed` is by index of `after`. */
export interface ArrayChange {
  readonly kind: 'array';
  readonly before: JsonValue[];
  readonly after: JsonValue[];
  readonly alignment: Alignment | undefined;
  readonly changed: Map<number, Change>;
}

/** What differs between two values, as deep as it differs. */
export type Change = Replacement | ObjectChange | ArrayChange;

/** A pair of containers being compared. */
interface Frame {
  readonly parent: Frame | undefined;
  readonly key: string | number;
  /** What was found so far; undefined while both are equal. */
  readonly change: ObjectChange | ArrayChange | undefined;
  /** Goes on to the next pair of containers inside; undefined when there is none left. */
  descend(): Frame | undefined;
  /** Notes what was found inside. */
  record(key: string | number, change: Change): void;
}

/** Compares two values; undefined when they are equal. Iterative: nesting needs memory, not stack. */
export function compare(before: JsonValue, after: JsonValue, context: MatchContext): Change | undefined {
  const root = openPair(before, after, '', undefined, context);
  if (root === undefined || 'kind' in root) return root;
  for (let frame: Frame = root; ;) {
    const child = frame.descend();
    if (child !== undefined) {
      frame = child;
      continue;
    }
    const { parent, change } = frame;
    if (parent === undefined) return change;
    if (change !== undefined) parent.record(frame.key, change);
    frame = parent;
  }
}

/** Undefined when equal, a replacement, or a frame to go on with. */
function openPair(
  before: JsonValue,
  after: JsonValue,
  key: string | number,
  parent: Frame | undefined,
  context: MatchContext,
): Frame | Replacement | undefined {
  if (before === after) return undefined;
  if (isContainer(before) && isContainer(after)) {
    if (Array.isArray(before) && Array.isArray(after)) return new ArrayFrame(before, after, key, parent, context);
    if (!Array.isArray(before) && !Array.isArray(after)) return new ObjectFrame(before, after, key, parent, context);
  }
  if (before instanceof JsonNumberText && after instanceof JsonNumberText && before.text === after.text)
    return undefined;
  return { kind: 'replacement', before, after };
}

class ObjectFrame implements Frame {
  readonly parent: Frame | undefined;
  readonly key: string | number;
  change: ObjectChange | undefined;
  readonly #before: JsonObject;
  readonly #after: JsonObject;
  readonly #context: MatchContext;
  readonly #keys: readonly string[];
  readonly #afterKeys: readonly string[];
  #next = 0;
  #kept = 0;

  constructor(
    before: JsonObject,
    after: JsonObject,
    key: string | number,
    parent: Frame | undefined,
    context: MatchContext,
  ) {
    this.parent = parent;
    this.key = key;
    this.#before = before;
    this.#after = after;
    this.#context = context;
    this.#keys = Object.keys(before);
    this.#afterKeys = Object.keys(after);
  }

  descend(): Frame | undefined {
    while (this.#next < this.#keys.length) {
      const key = this.#keys[this.#next] as string;
      const isKept = this.#afterKeys[this.#next] === key || Object.hasOwn(this.#after, key);
      this.#next += 1;
      if (!isKept) {
        this.#draft().removed.push(key);
        continue;
      }
      this.#kept += 1;
      const inside = openPair(this.#before[key] as JsonValue, this.#after[key] as JsonValue, key, this, this.#context);
      if (inside === undefined) continue;
      if (!('kind' in inside)) return inside;
      this.record(key, inside);
    }
    if (this.#kept < this.#afterKeys.length) this.#recordAdded();
    return undefined;
  }

  record(key: string, change: Change): void {
    this.#draft().changed.set(key, change);
  }

  #recordAdded(): void {
    const { added } = this.#draft();
    for (const key of this.#afterKeys) if (!Object.hasOwn(this.#before, key)) added.push(key);
  }

  #draft(): ObjectChange {
    this.change ??= {
      kind: 'object',
      before: this.#before,
      after: this.#after,
      removed: [],
      added: [],
      changed: new Map(),
    };
    return this.change;
  }
}

class ArrayFrame implements Frame {
  readonly parent: Frame | undefined;
  readonly key: string | number;
  change: ArrayChange | undefined;
  readonly #before: JsonValue[];
  readonly #after: JsonValue[];
  readonly #context: MatchContext;
  readonly #match: ArrayMatch;
  #next = 0;

  constructor(
    before: JsonValue[],
    after: JsonValue[],
    key: string | number,
    parent: Frame | undefined,
    context: MatchContext,
  ) {
    this.parent = parent;
    this.key = key;
    this.#before = before;
    this.#after = after;
    this.#context = context;
    let path: Path | undefined;
    this.#match = matchArrays(before, after, () => (path ??= pathOf(this)), context);
    if (this.#match.alignment !== undefined) this.#draft();
  }

  descend(): Frame | undefined {
    const { descend, alignment } = this.#match;
    while (this.#next < descend.length) {
      const index = descend[this.#next] as number;
      this.#next += 1;
      const before = this.#before[alignment?.beforeOf[index] ?? index] as JsonValue;
      const inside = openPair(before, this.#after[index] as JsonValue, index, this, this.#context);
      if (inside === undefined) continue;
      if (!('kind' in inside)) return inside;
      this.record(index, inside);
    }
    return undefined;
  }

  record(index: number, change: Change): void {
    this.#draft().changed.set(index, change);
  }

  #draft(): ArrayChange {
    this.change ??= {
      kind: 'array',
      before: this.#before,
      after: this.#after,
      alignment: this.#match.alignment,
      changed: new Map(),
    };
    return this.change;
  }
}

function pathOf(frame: Frame): Path {
  const path: (string | number)[] = [];
  for (let at = frame; at.parent !== undefined; at = at.parent) path.push(at.key);
  return path.reverse();
}

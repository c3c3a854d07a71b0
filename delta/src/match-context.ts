import type { CellBudget } from './align-sequences.ts';
import { defaultIdentity, strongIdentity } from './identity.ts';
import type { Identity } from './identity.ts';
import { jsonEqual } from './json-equal.ts';
import { isContainer, isObject } from './json-value.ts';
import type { JsonObject, JsonValue, Path } from './json-value.ts';
import { createStructuralHasher } from './structural-hash.ts';
import type { StructuralHasher } from './structural-hash.ts';

/** How array elements are matched; everything absent has a default that suits records with ids. */
export interface DiffOptions {
  /** Names what an object in an array is. Default: the first of `id`, `_id`, `uid`, `uuid`, `key`, `name`. */
  readonly identity?: Identity;
  /**
   * Cells of the longest-common-subsequence tables of one call, all arrays together (default 2,000,000; one costs about
   * 2 ns). Beyond it, elements without identity are matched by rarer methods that may find longer deltas.
   */
  readonly maxLcsCells?: number;
}

/** What one comparison carries along: identities, memory of hashes, and what is left of the budget. */
export interface MatchContext {
  readonly identityOf: (item: JsonValue, arrayPath: () => Path) => string | undefined;
  /** Whether an element left over on one side may be an edited form of one left over on the other. */
  readonly mayBecome: (before: JsonValue, after: JsonValue, arrayPath: () => Path) => boolean;
  readonly isEqual: (before: JsonValue, after: JsonValue) => boolean;
  readonly hash: StructuralHasher;
  readonly budget: CellBudget;
}

const DEFAULT_MAX_LCS_CELLS = 2_000_000;

/** An identity for which the path is worked out only where it is asked for. */
type LazyIdentity = (item: JsonObject, arrayPath: () => Path) => string | undefined;

/** The context of one comparison. */
export function createMatchContext({ identity, maxLcsCells = DEFAULT_MAX_LCS_CELLS }: DiffOptions = {}): MatchContext {
  const custom: LazyIdentity | undefined = identity && ((item, arrayPath) => identity(item, arrayPath()));
  const nameOf = custom ?? defaultIdentity;
  const fixedNameOf = custom ?? strongIdentity;
  const hash = createStructuralHasher();
  return {
    identityOf: (item, arrayPath) => (isObject(item) ? nameOf(item, arrayPath) : undefined),
    mayBecome: (before, after, arrayPath) =>
      isSameKind(before, after) && !isOther(fixedNameOf, before, after, arrayPath),
    isEqual: (before, after) => hash(before) === hash(after) && jsonEqual(before, after),
    hash,
    budget: { cells: maxLcsCells },
  };
}

function isSameKind(before: JsonValue, after: JsonValue): boolean {
  return isContainer(before) === isContainer(after) && Array.isArray(before) === Array.isArray(after);
}

/** Whether both are named, and differently. */
function isOther(nameOf: LazyIdentity, before: JsonValue, after: JsonValue, arrayPath: () => Path): boolean {
  if (!isObject(before) || !isObject(after)) return false;
  const beforeName = nameOf(before, arrayPath);
  const afterName = nameOf(after, arrayPath);
  return beforeName !== undefined && afterName !== undefined && beforeName !== afterName;
}

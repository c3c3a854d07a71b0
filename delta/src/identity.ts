import { JsonNumberText, childAt } from './json-value.ts';
import type { JsonObject, Path } from './json-value.ts';

/** Names what an array element is, so that it is followed through changes and moves; undefined = it has no name. */
export type Identity = (item: JsonObject, arrayPath: Path) => string | undefined;

/** Members that say what an element is; two elements that differ here are never the same thing. */
const STRONG_KEYS = ['id', '_id', 'uid', 'uuid', 'key'] as const;
/** Members that name an element but may be edited. */
const WEAK_KEYS = ['name'] as const;

/** The identity used unless another is given: the first of `id`, `_id`, `uid`, `uuid`, `key`, `name` with a text or number. */
export function defaultIdentity(item: JsonObject): string | undefined {
  return identityBy(STRONG_KEYS, item) ?? identityBy(WEAK_KEYS, item);
}

/** The part of the default identity that an edit never changes: without `name`. */
export function strongIdentity(item: JsonObject): string | undefined {
  return identityBy(STRONG_KEYS, item);
}

function identityBy(keys: readonly string[], item: JsonObject): string | undefined {
  for (const key of keys) {
    const value = childAt(item, key);
    if (typeof value === 'string' && value !== '') return `${key}"${value}`;
    if (typeof value === 'number') return `${key}#${value}`;
    if (value instanceof JsonNumberText) return `${key}#${value.text}`;
  }
  return undefined;
}

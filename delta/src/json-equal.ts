import { JsonNumberText, isContainer } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

/** Whether two values are the same JSON: key order is no difference, exact numbers compare by their text. Iterative. */
export function jsonEqual(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  const pending: (JsonValue | undefined)[] = [a, b];
  while (pending.length > 0) {
    const right = pending.pop();
    const left = pending.pop();
    if (left !== right && !equalUpToChildren(left, right, pending)) return false;
  }
  return true;
}

/** Compares all but the children, which are put on the pile in pairs. */
function equalUpToChildren(
  a: JsonValue | undefined,
  b: JsonValue | undefined,
  pending: (JsonValue | undefined)[],
): boolean {
  if (a instanceof JsonNumberText) return b instanceof JsonNumberText && a.text === b.text;
  if (!isContainer(a) || !isContainer(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a)) return pushElements(a, b as JsonValue[], pending);
  return pushMembers(a, b as JsonObject, pending);
}

function pushElements(a: JsonValue[], b: JsonValue[], pending: (JsonValue | undefined)[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) pending.push(a[index], b[index]);
  return true;
}

function pushMembers(a: JsonObject, b: JsonObject, pending: (JsonValue | undefined)[]): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) {
    if (!Object.hasOwn(b, key)) return false;
    pending.push(a[key], b[key]);
  }
  return true;
}

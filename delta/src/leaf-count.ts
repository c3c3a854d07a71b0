import { isContainer } from './json-value.ts';
import type { JsonValue } from './json-value.ts';

/** How many leaves a value has: scalars and empty containers. Iterative. */
export function leafCount(value: JsonValue): number {
  let count = 0;
  const pending: JsonValue[] = [value];
  for (let top = pending.pop(); top !== undefined; top = pending.pop()) {
    const children = isContainer(top) ? Object.values(top) : [];
    if (children.length === 0) count += 1;
    for (const child of children) pending.push(child);
  }
  return count;
}

import { JsonNumberText, childAt, isContainer } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

/** A container being written: its keys (undefined for an array) and how many children are done. */
interface OpenContainer {
  readonly value: JsonValue[] | JsonObject;
  readonly keys: readonly string[] | undefined;
  readonly size: number;
  done: number;
}

/**
 * The JSON text of a value, as `JSON.stringify` writes it, without recursion and with numbers kept as text written
 * unchanged. `space` is the number of blanks per level; 0 writes one line.
 */
export function stringifyJson(value: JsonValue, space = 0): string {
  const open: OpenContainer[] = [];
  let text = '';
  let current: JsonValue | undefined = value;
  for (;;) {
    if (current !== undefined) text += writeStart(current, open);
    const container = open.at(-1);
    if (container === undefined) return text;
    text += separator(container, open.length, space);
    current = nextChild(container);
    if (current !== undefined) text += memberName(container, space);
    else text += open.pop()?.keys === undefined ? ']' : '}';
  }
}

function writeStart(value: JsonValue, open: OpenContainer[]): string {
  if (!isContainer(value)) return value instanceof JsonNumberText ? value.text : JSON.stringify(value);
  const keys = Array.isArray(value) ? undefined : Object.keys(value);
  open.push({ value, keys, size: keys?.length ?? (value as JsonValue[]).length, done: 0 });
  return keys === undefined ? '[' : '{';
}

/** What stands before the next child or before the closing bracket. */
function separator(container: OpenContainer, depth: number, space: number): string {
  const { done, size } = container;
  const comma = done > 0 && done < size ? ',' : '';
  if (space === 0 || size === 0) return comma;
  return `${comma}\n${' '.repeat(space * (done < size ? depth : depth - 1))}`;
}

function nextChild(container: OpenContainer): JsonValue | undefined {
  if (container.done === container.size) return undefined;
  const key = container.keys?.[container.done] ?? container.done;
  container.done += 1;
  return childAt(container.value, key);
}

function memberName(container: OpenContainer, space: number): string {
  const key = container.keys?.[container.done - 1];
  return key === undefined ? '' : `${JSON.stringify(key)}:${space === 0 ? '' : ' '}`;
}

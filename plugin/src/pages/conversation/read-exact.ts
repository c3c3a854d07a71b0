import { JsonNumberText, parseJson, type JsonValue } from '@botscope/delta';

/** A member of a record's body with its numbers exact; `undefined` when it has none or the body is no JSON object. */
export function readExact(line: string | undefined, ...path: readonly string[]): JsonValue | undefined {
  if (line === undefined) return undefined;
  let value: JsonValue | undefined;
  try {
    value = parseJson(line);
  } catch {
    return undefined;
  }
  for (const name of path) {
    if (typeof value !== 'object' || value === null || value instanceof JsonNumberText || Array.isArray(value))
      return undefined;
    value = Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

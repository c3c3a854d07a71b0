import type { Json } from '@botscope/conventions';

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** What a text is as JSON, or why it is none. */
export type ParsedJson = { readonly value: Json } | { readonly error: string };

/** Reads JSON. Keys such as `__proto__` are ordinary ones. */
export function parseJsonText(text: string): ParsedJson {
  try {
    // The one cast of this edge: JSON.parse gives nothing but JSON.
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** The object, when the value is one. */
export function asObject(value: Json | undefined): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member; null counts as absent. */
export function readMember(object: JsonObject, name: string): Json | undefined {
  return object[name] ?? undefined;
}

/** A member that is text. */
export function readString(object: JsonObject, name: string): string | undefined {
  const value = readMember(object, name);
  return typeof value === 'string' ? value : undefined;
}

/** A member that is a finite number, or one as text. */
export function readNumber(object: JsonObject, name: string): number | undefined {
  const value = readMember(object, name);
  const number = typeof value === 'string' && /^-?[0-9]+(\.[0-9]+)?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A member that is a list. */
export function readList(object: JsonObject, name: string): readonly Json[] | undefined {
  const value = readMember(object, name);
  return Array.isArray(value) ? (value as readonly Json[]) : undefined;
}

/** A member that is an object. */
export function readObject(object: JsonObject, name: string): JsonObject | undefined {
  return asObject(readMember(object, name));
}

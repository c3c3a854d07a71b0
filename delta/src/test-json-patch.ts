import type { JsonObject, JsonValue } from './json-value.ts';

/** A second, naive implementation of the four operations of RFC 6902, on plain JSON in place. */
export function applyJsonPatch(patch: readonly JsonObject[], document: JsonValue | undefined): JsonValue | undefined {
  const holder = objectWith('root', document);
  for (const operation of patch) {
    const path = keysOf(operation['path'] as string);
    if (operation['op'] === 'move') put(holder, path, takeOut(holder, keysOf(operation['from'] as string)));
    if (operation['op'] === 'remove') takeOut(holder, path);
    if (operation['op'] === 'add') put(holder, path, structuredCopy(operation['value'] as JsonValue));
    if (operation['op'] === 'replace') {
      takeOut(holder, path);
      put(holder, path, structuredCopy(operation['value'] as JsonValue));
    }
  }
  return holder['root'];
}

function keysOf(pointer: string): string[] {
  return ['root', ...pointer.split('/').slice(1)].map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function parentOf(holder: JsonObject, keys: string[]): [JsonObject | JsonValue[], string] {
  let parent: JsonValue = holder;
  for (const key of keys.slice(0, -1)) {
    parent = Object.getOwnPropertyDescriptor(parent, key)?.value as JsonObject;
  }
  return [parent, keys.at(-1) as string];
}

function takeOut(holder: JsonObject, keys: string[]): JsonValue {
  const [parent, key] = parentOf(holder, keys);
  if (Array.isArray(parent)) return parent.splice(Number(key), 1)[0] as JsonValue;
  const value = Object.getOwnPropertyDescriptor(parent, key)?.value as JsonValue;
  delete parent[key];
  return value;
}

function put(holder: JsonObject, keys: string[], value: JsonValue): void {
  const [parent, key] = parentOf(holder, keys);
  if (Array.isArray(parent)) parent.splice(Number(key), 0, value);
  else Object.defineProperty(parent, key, { value, configurable: true, enumerable: true, writable: true });
}

function objectWith(key: string, value: JsonValue | undefined): JsonObject {
  return value === undefined ? {} : { [key]: structuredCopy(value) };
}

/** Deep copy that keeps numbers as text. */
function structuredCopy(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(structuredCopy);
  if (typeof value !== 'object' || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, structuredCopy(child as JsonValue)]));
}

/**
 * A JSON number kept as the text it was written in, because a JavaScript number would change it: `9007199254740993`,
 * `0.10000000000000000001`, `1e400`. Two of them are equal when their texts are. It does not survive `structuredClone`
 * or `postMessage`: send JSON texts to a worker and display texts back.
 */
export class JsonNumberText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A JSON object; every own key is an ordinary key, also `__proto__` and `constructor`. */
export type JsonObject = { [key: string]: JsonValue };

/** A JSON value whose numbers are exact: those that a JavaScript number cannot hold are {@link JsonNumberText}. */
export type JsonValue = null | boolean | number | string | JsonNumberText | JsonValue[] | JsonObject;

/** Where a value is: object keys and array indices from the root, which is the empty path. */
export type Path = readonly (string | number)[];

/** Whether the value is an array or an object, so that it has children. */
export function isContainer(value: JsonValue | undefined): value is JsonValue[] | JsonObject {
  return typeof value === 'object' && value !== null && !(value instanceof JsonNumberText);
}

/** Whether the value is an object (not an array, not a number kept as text). */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return isContainer(value) && !Array.isArray(value);
}

/** The own member of an object or element of an array; undefined when there is none, whatever is inherited. */
export function childAt(container: JsonValue[] | JsonObject, key: string | number): JsonValue | undefined {
  return Object.hasOwn(container, key) ? (container as JsonObject)[key] : undefined;
}

/** Sets an own member also where assignment would mean something else (`__proto__`). */
export function setMember(object: JsonObject, key: string, value: JsonValue): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

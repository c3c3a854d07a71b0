import { DeltaMismatchError } from './delta-mismatch-error.ts';
import { childAt, isContainer, setMember } from './json-value.ts';
import type { JsonObject, JsonValue, Path } from './json-value.ts';

/** A value under change: containers are copied before they are first written, so that nobody else's value changes. */
export class DraftValue {
  /** The value as it is now; undefined when there is none. */
  root: JsonValue | undefined;
  readonly #own = new Set<JsonValue>();

  constructor(root: JsonValue | undefined) {
    this.root = root;
  }

  /** Puts a value where none is; in an array it is inserted. @throws DeltaMismatchError */
  insert(path: Path, value: JsonValue): void {
    const key = path.at(-1);
    if (key === undefined) {
      if (this.root !== undefined) throw new DeltaMismatchError(path, 'there is a value already');
      this.root = value;
      return;
    }
    const container = this.#writable(path);
    if (Array.isArray(container)) container.splice(elementIndex(container.length + 1, key, path), 0, value);
    else if (typeof key !== 'string') throw new DeltaMismatchError(path, 'the container is an object, not an array');
    else if (Object.hasOwn(container, key)) throw new DeltaMismatchError(path, 'there is a value already');
    else setMember(container, key, value);
  }

  /** Takes a value out and returns it; in an array the gap is closed. @throws DeltaMismatchError */
  take(path: Path): JsonValue {
    const value = this.#read(path);
    const key = path.at(-1);
    if (key === undefined) {
      this.root = undefined;
      return value;
    }
    const container = this.#writable(path);
    if (Array.isArray(container)) container.splice(key as number, 1);
    else delete container[key];
    return value;
  }

  /** Puts a value in the place of one that is there and returns the old one. @throws DeltaMismatchError */
  exchange(path: Path, value: JsonValue): JsonValue {
    const old = this.#read(path);
    const key = path.at(-1);
    if (key === undefined) {
      this.root = value;
      return old;
    }
    const container = this.#writable(path);
    if (Array.isArray(container)) container[key as number] = value;
    else setMember(container, key as string, value);
    return old;
  }

  #read(path: Path): JsonValue {
    let value = this.root;
    for (const key of path) value = isContainer(value) ? childOf(value, key) : undefined;
    if (value === undefined) throw new DeltaMismatchError(path, 'there is no value');
    return value;
  }

  /** The container that the path's last key belongs to, and all above it, copied if they are not ours yet. */
  #writable(path: Path): JsonValue[] | JsonObject {
    let container = this.#adopt(this.root, path);
    this.root = container;
    for (const key of path.slice(0, -1)) {
      const child = this.#adopt(childOf(container, key), path);
      if (Array.isArray(container)) container[key as number] = child;
      else setMember(container, key as string, child);
      container = child;
    }
    return container;
  }

  #adopt(value: JsonValue | undefined, path: Path): JsonValue[] | JsonObject {
    if (!isContainer(value)) throw new DeltaMismatchError(path, 'there is no object or array around it');
    if (this.#own.has(value)) return value;
    const copy = Array.isArray(value) ? [...value] : { ...value };
    this.#own.add(copy);
    return copy;
  }
}

/** A child by a key of the right type: elements by number, members by text. */
function childOf(container: JsonValue[] | JsonObject, key: string | number): JsonValue | undefined {
  return Array.isArray(container) === (typeof key === 'number') ? childAt(container, key) : undefined;
}

function elementIndex(end: number, key: string | number, path: Path): number {
  if (typeof key === 'number' && Number.isInteger(key) && key >= 0 && key < end) return key;
  throw new DeltaMismatchError(path, `the array has no index ${key}`);
}

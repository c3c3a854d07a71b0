import { packBytes, unpackBytes } from './packed-bytes.ts';

/** Of a name with more values, or longer ones, none is kept: looking at each would cost as much as reading rows. */
const MAX_VALUES = 8192;
const MAX_VALUE_LENGTH = 256;

/** Gathers the values that each name has. */
export class VocabularyBuilder {
  /** Undefined: too many. */
  readonly #values = new Map<string, Set<string> | undefined>();

  add(name: string, value: string): void {
    const known = this.#values.get(name);
    if (known === undefined) {
      if (!this.#values.has(name))
        this.#values.set(name, value.length > MAX_VALUE_LENGTH ? undefined : new Set([value]));
      return;
    }
    if (value.length > MAX_VALUE_LENGTH) this.#values.set(name, undefined);
    else if (known.add(value).size > MAX_VALUES) this.#values.set(name, undefined);
  }

  /** Names with their values, as bytes; null where there are too many. */
  *entries(): Generator<readonly [name: string, values: Uint8Array | null], void> {
    for (const [name, values] of this.#values) {
      yield [name, values === undefined ? null : packBytes(Buffer.from(JSON.stringify([...values])))];
    }
  }
}

/** The values that {@link VocabularyBuilder} wrote. */
export function readValues(bytes: Uint8Array): readonly string[] {
  return JSON.parse(unpackBytes(bytes).toString()) as readonly string[];
}

import { toExactNumber } from './json-number.ts';
import { setMember } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(["\\/bfnrt]|u[\da-fA-F]{4})?/g;
const LITERALS: readonly (readonly [string, JsonValue])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];
const QUOTE = 34;
const BACKSLASH = 92;
const FIRST_PRINTABLE = 32;

/** An array or object being read, with the key that the next value belongs to. */
interface OpenContainer {
  readonly value: JsonValue[] | JsonObject;
  readonly isArray: boolean;
  key: string;
}

/**
 * Reads a JSON text (RFC 8259) without recursion, keeping numbers that a double would change as `JsonNumberText`.
 * Of duplicate keys the last wins; `__proto__` is an ordinary key.
 * @throws SyntaxError naming the position, line and column of what is wrong.
 */
export function parseJson(text: string): JsonValue {
  return new Parser(text).parse();
}

class Parser {
  readonly #text: string;
  readonly #open: OpenContainer[] = [];
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): JsonValue {
    let value = this.#valueStart();
    for (;;) {
      while (value === undefined) value = this.#valueStart();
      const container = this.#open.at(-1);
      if (container === undefined) break;
      this.#attach(container, value);
      value = this.#afterElement(container);
    }
    this.#skipSpace();
    if (this.#position < this.#text.length) this.#fail('end of text');
    return value;
  }

  /** A whole value, or undefined after the opening of a container that has at least one element. */
  #valueStart(): JsonValue | undefined {
    this.#skipSpace();
    switch (this.#text[this.#position]) {
      case '"':
        return this.#string();
      case '{':
        return this.#openContainer({ value: {}, isArray: false, key: '' }, '}');
      case '[':
        return this.#openContainer({ value: [], isArray: true, key: '' }, ']');
      default:
        return this.#literalOrNumber();
    }
  }

  #openContainer(container: OpenContainer, close: string): JsonValue | undefined {
    this.#position += 1;
    this.#skipSpace();
    if (this.#text[this.#position] === close) {
      this.#position += 1;
      return container.value;
    }
    this.#open.push(container);
    if (!container.isArray) container.key = this.#memberKey();
    return undefined;
  }

  #attach(container: OpenContainer, value: JsonValue): void {
    if (container.isArray) (container.value as JsonValue[]).push(value);
    else setMember(container.value as JsonObject, container.key, value);
  }

  /** The finished container after its last element, or undefined when another element follows. */
  #afterElement(container: OpenContainer): JsonValue | undefined {
    this.#skipSpace();
    const char = this.#text[this.#position];
    if (char === ',') {
      this.#position += 1;
      if (!container.isArray) container.key = this.#memberKey();
      return undefined;
    }
    const close = container.isArray ? ']' : '}';
    if (char !== close) this.#fail(`"," or "${close}"`);
    this.#position += 1;
    this.#open.pop();
    return container.value;
  }

  #memberKey(): string {
    this.#skipSpace();
    if (this.#text[this.#position] !== '"') this.#fail('a key in double quotes');
    const key = this.#string();
    this.#skipSpace();
    if (this.#text[this.#position] !== ':') this.#fail('":"');
    this.#position += 1;
    return key;
  }

  #string(): string {
    const start = this.#position;
    let end = start + 1;
    let isEscaped = false;
    for (;;) {
      const code = this.#text.charCodeAt(end);
      if (code === QUOTE) break;
      if (!(code >= FIRST_PRINTABLE)) {
        this.#position = end;
        this.#fail('the end of the string');
      }
      if (code === BACKSLASH) isEscaped = true;
      end += code === BACKSLASH ? 2 : 1;
    }
    this.#position = end + 1;
    return isEscaped ? this.#unescape(start) : this.#text.slice(start + 1, end);
  }

  #unescape(start: number): string {
    const quoted = this.#text.slice(start, this.#position);
    for (const escape of quoted.matchAll(ESCAPE)) {
      if (escape[1] !== undefined) continue;
      this.#position = start + escape.index;
      this.#fail('an escape sequence');
    }
    return JSON.parse(quoted) as string;
  }

  #literalOrNumber(): JsonValue {
    NUMBER.lastIndex = this.#position;
    const number = NUMBER.exec(this.#text)?.[0];
    if (number !== undefined) {
      this.#position += number.length;
      return toExactNumber(number);
    }
    const literal = LITERALS.find(([word]) => this.#text.startsWith(word, this.#position));
    if (literal === undefined) return this.#fail('a value');
    this.#position += literal[0].length;
    return literal[1];
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#position);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.#position += 1;
    }
  }

  #fail(expected: string): never {
    const before = this.#text.slice(0, this.#position);
    const line = before.split('\n').length;
    const column = before.length - before.lastIndexOf('\n');
    const found =
      this.#position < this.#text.length ? JSON.stringify(this.#text[this.#position]) : 'the end of the text';
    throw new SyntaxError(
      `JSON: expected ${expected}, found ${found} at position ${this.#position} (line ${line}, column ${column})`,
    );
  }
}

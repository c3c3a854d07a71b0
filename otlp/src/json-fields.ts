import type { DecodeBudget } from './decode-limits.ts';
import { OtlpDecodeError } from './otlp-decode-error.ts';

/** A field that does not have the shape OTLP/JSON gives it. `path` leads to it from where it was noticed. */
export class JsonFault extends Error {
  readonly path: string;
  readonly problem: string;

  constructor(path: string, problem: string) {
    super(`${path}: ${problem}`);
    this.path = path;
    this.problem = problem;
  }
}

const UINT64_MAX = 2n ** 64n - 1n;
const INT64_MAX = 2n ** 63n - 1n;

/** One JSON object of a request, with the budget of the request. Unknown fields are ignored; `null` means absent. */
export class JsonFields {
  readonly budget: DecodeBudget;
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(value: unknown, path: string, budget: DecodeBudget) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new JsonFault(path, `expected an object, got ${describe(value)}`);
    }
    this.#fields = value as Record<string, unknown>;
    this.budget = budget;
  }

  /** Whether a field is present. */
  has(name: string): boolean {
    return this.#get(name) !== undefined;
  }

  /** A text; empty when absent. */
  text(name: string): string {
    const value = this.#get(name);
    if (value === undefined) return '';
    if (typeof value !== 'string') throw new JsonFault(name, `expected text, got ${describe(value)}`);
    return value;
  }

  /** A boolean; false when absent. */
  boolean(name: string): boolean {
    const value = this.#get(name);
    if (value === undefined) return false;
    if (typeof value !== 'boolean') throw new JsonFault(name, `expected true or false, got ${describe(value)}`);
    return value;
  }

  /** A whole number of 32 bits, as number or text; 0 when absent. */
  integer32(name: string): number {
    const value = this.#integer(name);
    if (value < -(2n ** 31n) || value >= 2n ** 32n) throw new JsonFault(name, `${value} is outside 32 bits`);
    return Number(value);
  }

  /** A whole signed number of 64 bits, as number or text; 0n when absent. */
  integer64(name: string): bigint {
    const value = this.#integer(name);
    if (value < -INT64_MAX - 1n || value > INT64_MAX) throw new JsonFault(name, `${value} is outside 64 bits`);
    return value;
  }

  /** Nanoseconds since the epoch, as text or number; 0n when absent. */
  nanoseconds(name: string): bigint {
    const value = this.#integer(name);
    if (value < 0n || value > UINT64_MAX) throw new JsonFault(name, `${value} is outside 64 bits`);
    return value;
  }

  /** A double, as number or text (also `NaN`, `Infinity`, `-Infinity`); 0 when absent. */
  double(name: string): number {
    const value = this.#get(name) ?? 0;
    if (typeof value === 'number') return value;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
    if (Number.isNaN(number) && value !== 'NaN') throw new JsonFault(name, `expected a number, got ${describe(value)}`);
    return number;
  }

  /** Hex digits as lower case when they are an id of that size and not all zeros (OTLP's "no id"), else empty. */
  id(name: string, sizeBytes: number): string {
    const hex = this.text(name).toLowerCase();
    if (!/^[0-9a-f]*$/.test(hex)) throw new JsonFault(name, `expected hex digits, got ${describe(hex)}`);
    return hex.length === sizeBytes * 2 && /[1-9a-f]/.test(hex) ? hex : '';
  }

  /** Base64 (standard or URL alphabet); empty when absent. */
  bytes(name: string): Uint8Array {
    const text = this.text(name);
    if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(text)) throw new JsonFault(name, `expected base64, got ${describe(text)}`);
    return Uint8Array.from(Buffer.from(text, 'base64'));
  }

  /** The items of a list; empty when absent. */
  list<T>(name: string, read: (item: unknown, index: number) => T): T[] {
    const value = this.#get(name);
    if (value === undefined) return [];
    if (!Array.isArray(value)) throw new JsonFault(name, `expected a list, got ${describe(value)}`);
    return value.map((item, index) => below(`${name}[${index}]`, () => read(item, index)));
  }

  /** An object; undefined when absent. */
  object(name: string): JsonFields | undefined {
    const value = this.#get(name);
    return value === undefined ? undefined : new JsonFields(value, name, this.budget);
  }

  /** Runs `read` on an object that is present; faults inside it get its name. */
  inside<T>(name: string, absent: T, read: (fields: JsonFields) => T): T {
    const fields = this.object(name);
    return fields === undefined ? absent : below(name, () => read(fields));
  }

  #get(name: string): unknown {
    return this.#fields[name] ?? undefined;
  }

  #integer(name: string): bigint {
    const value = this.#get(name) ?? 0;
    if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
    if (typeof value === 'string' && /^-?\d{1,20}$/.test(value)) return BigInt(value);
    throw new JsonFault(name, `expected a whole number as text or number, got ${describe(value)}`);
  }
}

/** Turns a fault into the error for the caller; other errors pass. */
export function toJsonDecodeError(error: unknown, what: string): unknown {
  if (error instanceof JsonFault) return new OtlpDecodeError(`${what} is not valid OTLP/JSON: ${error.message}`);
  return error;
}

function below<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw new JsonFault(error.path === '' ? path : `${path}.${error.path}`, error.problem);
  }
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

import { AuditValueError } from './audit-value-error.ts';
import type { AuditValuePath } from './audit-value-error.ts';
import { toBase64 } from './base64.ts';
import { canonicalJson } from './canonical-json.ts';

/** Plain JSON data, as it is written into an audit record. */
export type AuditValue = null | boolean | number | string | AuditValue[] | { [key: string]: AuditValue };

/** A container being copied; `done` of its keys are behind us, the last of them is where we are. */
interface OpenContainer {
  readonly source: object;
  readonly copy: AuditValue[] | { [key: string]: AuditValue };
  readonly keys: readonly (string | number)[];
  done: number;
}

/** What `JSON.stringify` would silently write as `{}`. */
const FORMLESS = /^\[object (Map|Set|WeakMap|WeakSet|WeakRef|Promise|RegExp|Error)\]$/;

/** The canonical JSON text of a value given by an application; see {@link narrowAuditValue}. @throws AuditValueError */
export function toAuditJson(value: unknown): string {
  return canonicalJson(narrowAuditValue(value));
}

/**
 * Copies what an application gives as `before`, `after` or `context` into plain JSON data: BigInt becomes its digits as
 * a text (a JSON number that long is read inexactly almost everywhere), Date ISO 8601, Buffer and other bytes base64,
 * `toJSON` is honoured, undefined members are left out, undefined elements become null, lone surrogates become U+FFFD
 * as in UTF-8. Iterative: 20,000 levels are no problem.
 * @throws AuditValueError naming the path for functions, symbols, cycles, NaN and infinities, invalid dates, Map, Set
 *   and other objects whose contents JSON would drop, and for getters and `toJSON` that throw.
 */
export function narrowAuditValue(value: unknown): AuditValue {
  return new Narrowing().run(value);
}

class Narrowing {
  readonly #open: OpenContainer[] = [];
  readonly #sources = new Set<object>();

  run(value: unknown): AuditValue {
    const root = this.#copy(value);
    if (root === undefined) return this.#fail('undefined has no JSON form');
    for (let container = this.#open.at(-1); container !== undefined; container = this.#open.at(-1)) {
      if (container.done < container.keys.length) this.#copyNext(container);
      else this.#close(container);
    }
    return root;
  }

  #copyNext(container: OpenContainer): void {
    const key = container.keys[container.done] as string | number;
    container.done += 1;
    const child = this.#copy(
      this.#guard('reading it failed', () => (container.source as Record<string, unknown>)[key]),
    );
    if (Array.isArray(container.copy)) container.copy.push(child ?? null);
    else if (child !== undefined) this.#setMember(container.copy, String(key).toWellFormed(), child);
  }

  #setMember(copy: { [key: string]: AuditValue }, key: string, child: AuditValue): void {
    if (Object.hasOwn(copy, key)) this.#fail('another member has the same key once lone surrogates are replaced');
    copy[key] = child;
  }

  #close({ source }: OpenContainer): void {
    this.#open.pop();
    this.#sources.delete(source);
  }

  /** A finished scalar, or the still empty copy of a container that is now open; undefined = absent. */
  #copy(given: unknown): AuditValue | undefined {
    const value = this.#unwrap(given);
    switch (typeof value) {
      case 'object':
        return value === null ? null : this.#openContainer(value);
      case 'number':
        return Number.isFinite(value) ? value : this.#fail(`${value} has no JSON form`);
      case 'string':
        return value.toWellFormed();
      case 'bigint':
        return value.toString();
      case 'boolean':
      case 'undefined':
        return value;
      default:
        return this.#fail(`a ${typeof value} has no JSON form`);
    }
  }

  #openContainer(source: object): AuditValue {
    if (this.#sources.has(source)) this.#fail('it contains itself');
    const formless = FORMLESS.exec(Object.prototype.toString.call(source))?.[1];
    if (formless !== undefined)
      this.#fail(`${formless} objects have no JSON form; give an array, a plain object or a text`);
    const isArray = Array.isArray(source);
    const copy: OpenContainer['copy'] = isArray ? [] : (Object.create(null) as { [key: string]: AuditValue });
    this.#open.push({ source, copy, keys: isArray ? [...source.keys()] : Object.keys(source), done: 0 });
    this.#sources.add(source);
    return copy;
  }

  /** What stands for an object that is no plain data: a built-in's text or primitive, or what `toJSON` says. */
  #unwrap(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const plain = this.#unwrapBuiltIn(value);
    if (plain !== value) return plain;
    return this.#guard('its toJSON failed', () => {
      const convert = (value as { toJSON?: unknown }).toJSON;
      if (typeof convert !== 'function') return value;
      return this.#unwrapBuiltIn(convert.call(value, String(keyOf(this.#open.at(-1)) ?? '')) as unknown);
    });
  }

  #unwrapBuiltIn(value: unknown): unknown {
    if (value instanceof Date) return this.#guard('the date is invalid', () => value.toISOString());
    if (value instanceof ArrayBuffer) return toBase64(new Uint8Array(value));
    if (ArrayBuffer.isView(value)) return toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    if (value instanceof Number || value instanceof String || value instanceof Boolean) return value.valueOf();
    return value;
  }

  #guard<Value>(reason: string, read: () => Value): Value {
    try {
      return read();
    } catch (cause) {
      return this.#fail(reason, { cause });
    }
  }

  #path(): AuditValuePath {
    return this.#open.map((container) => keyOf(container) as string | number);
  }

  #fail(reason: string, options?: ErrorOptions): never {
    throw new AuditValueError(this.#path(), reason, options);
  }
}

function keyOf(container: OpenContainer | undefined): string | number | undefined {
  return container?.keys[container.done - 1];
}

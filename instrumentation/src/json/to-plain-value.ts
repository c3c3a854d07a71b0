import type { Redactor } from '../redaction/redactor.ts';
import { redactSecret } from '../redaction/redactor.ts';
import { redactText } from '../redaction/redact-text.ts';
import { toPlainBuiltIn } from './to-plain-built-in.ts';
import type { Unreadable } from './unreadable.ts';

const DEEPEST = 60;
const MOST_MEMBERS = 50_000;
/** A member that could not be read; never equal to what stands for it, so that the object is copied. */
const UNREADABLE = Symbol('unreadable');

/**
 * What `JSON.stringify` can write of any value, without secrets. A value that is fine as it is comes back itself, not
 * copied. Never throws: what cannot be read is replaced by a text in brackets and counted.
 */
export function toPlainValue(value: unknown, redactor: Redactor, unreadable: Unreadable): unknown {
  return new PlainWalk(redactor, unreadable).toPlain(value);
}

class PlainWalk {
  private readonly redactor: Redactor;
  private readonly unreadable: Unreadable;
  private readonly ancestors: object[] = [];
  private members = 0;

  constructor(redactor: Redactor, unreadable: Unreadable) {
    this.redactor = redactor;
    this.unreadable = unreadable;
  }

  toPlain(value: unknown): unknown {
    switch (typeof value) {
      case 'string':
        return redactText(value, this.redactor);
      case 'object':
        return value === null ? null : this.guard(() => this.toPlainObject(value));
      case 'number':
        return Number.isFinite(value) ? value : String(value);
      case 'boolean':
      case 'undefined':
        return value;
      default:
        return value === UNREADABLE ? this.placeholder('unreadable') : toText(value);
    }
  }

  private toPlainObject(value: object): unknown {
    if (this.ancestors.includes(value)) return this.placeholder('circular');
    if (this.ancestors.length >= DEEPEST) return this.placeholder('too deep');
    if (Array.isArray(value)) return this.within(value, () => this.toPlainArray(value));
    const builtIn = toPlainBuiltIn(value);
    if (builtIn !== value)
      return typeof builtIn === 'object' ? this.within(value, () => this.toPlain(builtIn)) : this.toPlain(builtIn);
    return this.within(value, () => this.toPlainMembers(value as Readonly<Record<string, unknown>>));
  }

  private toPlainArray(value: readonly unknown[]): unknown {
    let copy: unknown[] | undefined;
    for (let i = 0; i < value.length; i++) {
      if (++this.members > MOST_MEMBERS) return [...(copy ?? value.slice(0, i)), this.placeholder('too many members')];
      const element = this.read(value as unknown as Readonly<Record<string, unknown>>, i);
      const plain = this.toPlain(element);
      if (copy === undefined && plain !== element) copy = value.slice(0, i);
      copy?.push(plain);
    }
    return copy ?? value;
  }

  private toPlainMembers(value: Readonly<Record<string, unknown>>): unknown {
    let copy: Record<string, unknown> | undefined;
    const keys = Object.keys(value);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as string;
      if (++this.members > MOST_MEMBERS)
        return { ...(copy ?? copyMembers(value, keys, i)), '…': this.placeholder('too many members') };
      const member = this.read(value, key);
      const secret = this.redactor.isSecret(key) ? redactSecret(member, this.redactor) : undefined;
      const plain = secret ?? this.toPlain(member);
      if (copy === undefined && plain !== member) copy = copyMembers(value, keys, i);
      if (copy !== undefined) copy[key] = plain;
    }
    return copy ?? value;
  }

  private read(value: Readonly<Record<string, unknown>>, key: string | number): unknown {
    try {
      return value[key];
    } catch {
      return UNREADABLE;
    }
  }

  private within(value: object, walk: () => unknown): unknown {
    this.ancestors.push(value);
    try {
      return walk();
    } finally {
      this.ancestors.pop();
    }
  }

  private guard(read: () => unknown): unknown {
    try {
      return read();
    } catch {
      return this.placeholder('unreadable');
    }
  }

  private placeholder(reason: string): string {
    this.unreadable.count(reason);
    return `[${reason}]`;
  }
}

/** Without prototype, so that `__proto__` is a name like any other. */
function copyMembers(
  value: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  count: number,
): Record<string, unknown> {
  const copy = Object.create(null) as Record<string, unknown>;
  for (let i = 0; i < count; i++) copy[keys[i] as string] = value[keys[i] as string];
  return copy;
}

function toText(value: unknown): string {
  return typeof value === 'function' ? `[function ${value.name}]` : String(value);
}

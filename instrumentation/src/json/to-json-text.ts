import type { Recordable } from '../api/recordable.ts';
import type { Redactor } from '../redaction/redactor.ts';
import { isCleanValue } from './is-clean-value.ts';
import { toPlainValue } from './to-plain-value.ts';
import type { Unreadable } from './unreadable.ts';

/** Turns what an application gives into JSON text without secrets. */
export interface JsonWriter {
  /** JSON text of a value; undefined where there is none. Never throws. */
  toText(value: unknown): string | undefined;
  /** The same of what a function returns, where one is given. */
  toTextOf(recordable: Recordable): string | undefined;
}

/** A writer that counts what it cannot read. */
export function createJsonWriter(redactor: Redactor, unreadable: Unreadable): JsonWriter {
  const guarded = (write: () => string | undefined): string | undefined => {
    try {
      return write();
    } catch {
      unreadable.count('unreadable');
      return '"[unreadable]"';
    }
  };
  const write = (value: unknown): string | undefined =>
    JSON.stringify(isClean(value, redactor) ? value : toPlainValue(value, redactor, unreadable));
  return {
    toText: (value) => guarded(() => write(value)),
    toTextOf: (given) => guarded(() => write(typeof given === 'function' ? (given as () => unknown)() : given)),
  };
}

function isClean(value: unknown, redactor: Redactor): boolean {
  try {
    return isCleanValue(value, redactor);
  } catch {
    return false;
  }
}

import type { Redactor } from '../redaction/redactor.ts';
import { isCleanValue } from './is-clean-value.ts';
import { toPlainValue } from './to-plain-value.ts';
import type { Unreadable } from './unreadable.ts';

/** Turns what an application gives into JSON text without secrets. */
export interface JsonWriter {
  /** JSON text of a value, or of what a function returns; undefined where there is none. Never throws. */
  toText(value: unknown): string | undefined;
}

/** A writer that counts what it cannot read. */
export function createJsonWriter(redactor: Redactor, unreadable: Unreadable): JsonWriter {
  return {
    toText(given) {
      try {
        const value: unknown = typeof given === 'function' ? (given as () => unknown)() : given;
        return JSON.stringify(isClean(value, redactor) ? value : toPlainValue(value, redactor, unreadable));
      } catch {
        unreadable.count('unreadable');
        return '"[unreadable]"';
      }
    },
  };
}

function isClean(value: unknown, redactor: Redactor): boolean {
  try {
    return isCleanValue(value, redactor);
  } catch {
    return false;
  }
}

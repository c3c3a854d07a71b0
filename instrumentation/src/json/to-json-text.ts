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
  const toText = (value: unknown): string | undefined => {
    try {
      return JSON.stringify(isClean(value, redactor) ? value : toPlainValue(value, redactor, unreadable));
    } catch {
      unreadable.count('unreadable');
      return UNREADABLE_TEXT;
    }
  };
  return {
    toText,
    toTextOf: (given) => {
      if (typeof given !== 'function') return toText(given);
      try {
        return toText((given as () => unknown)());
      } catch {
        unreadable.count('unreadable');
        return UNREADABLE_TEXT;
      }
    },
  };
}

const UNREADABLE_TEXT = '"[unreadable]"';

function isClean(value: unknown, redactor: Redactor): boolean {
  try {
    return isCleanValue(value, redactor);
  } catch {
    return false;
  }
}

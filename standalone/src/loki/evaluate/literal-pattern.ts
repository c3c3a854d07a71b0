import type { LineText } from '../../store/record-reader.ts';

const WITH_FLAGS = /^(?:\(\?([is]+):([^]*)\)|\(\?([is]+)\)([^]*))$/;
const LITERAL = /^(?:\.\*)?((?:[^\\.+*?()|[\]{}^$]|\\[^A-Za-z0-9\s])*?)(?:\.\*)?$/s;

/**
 * The text that an unanchored search with this expression looks for, as in `(?is:.*refund\.pdf.*)`: `.*` at the ends
 * changes nothing there. Undefined when the expression is more than that.
 */
export function toLiteralPattern(pattern: string): LineText | undefined {
  const [, groupFlags, groupBody, leadFlags, leadBody] = WITH_FLAGS.exec(pattern) ?? [];
  const body = groupBody ?? leadBody ?? pattern;
  const literal = LITERAL.exec(body)?.[1];
  if (literal === undefined) return undefined;
  const flags = groupFlags ?? leadFlags ?? '';
  return { text: literal.replaceAll(/\\(.)/gsu, '$1'), ignoreCase: flags.includes('i') };
}

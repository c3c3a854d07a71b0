import canonicalize from 'canonicalize';

/**
 * The canonical JSON text (RFC 8785) of plain JSON data: members sorted by UTF-16 code units, no blanks. Iterative.
 * Values from applications go through `toAuditJson` instead.
 * @throws Error for what has no such form: NaN, Infinity, cycles, lone surrogates, a root without JSON form.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError(`Canonical JSON: ${typeof value} has no JSON form`);
  return text;
}

type Members = Readonly<Record<string, unknown>>;

/** A value's own members; none where it is no object. */
export function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}

/** A list as it came; empty where it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text, number or truth value as text; `undefined` where it is something else, or empty. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An instant as a number, or as an object whose value is one (Grafana's date and time); `undefined` for anything else. */
export function millisOf(value: unknown): number | undefined {
  // Not every object has the method: a bare one (without prototype) would throw.
  const millis: unknown = value instanceof Object ? value.valueOf() : value;
  return typeof millis === 'number' && Number.isFinite(millis) && millis >= 0 ? Math.trunc(millis) : undefined;
}

/** A time range's two ends, as far as they are instants. */
export function rangeOf(value: unknown): { readonly from?: number; readonly to?: number } {
  const { from, to } = membersOf(value);
  const start = millisOf(from);
  const end = millisOf(to);
  return { ...(start === undefined ? {} : { from: start }), ...(end === undefined ? {} : { to: end }) };
}

/** Attributes as lists of {key, value}, as spans have them. */
export function tagsOf(...lists: readonly unknown[]): Map<string, string> {
  const tags = new Map<string, string>();
  for (const tag of lists.flatMap(listOf)) {
    const { key, value } = membersOf(tag);
    const text = textOf(value);
    if (typeof key === 'string' && text !== undefined) tags.set(key, text);
  }
  return tags;
}

/** Attributes as an object of values, or of lists of values of which the first counts. */
export function labelsOf(...objects: readonly unknown[]): Map<string, string> {
  const labels = new Map<string, string>();
  for (const [key, value] of objects.flatMap((object) => Object.entries(membersOf(object)))) {
    const text = textOf(Array.isArray(value) ? value[0] : value);
    if (text !== undefined) labels.set(key, text);
  }
  return labels;
}

const DEEPEST = 100;

/**
 * A state that an audit entry can keep, whatever a database gives: NaN, infinities and invalid dates as texts, maps and sets
 * as plain data, functions left out, what cannot be read or contains itself as a text in brackets. Never throws, since a
 * change must not remain unrecorded for a strange value.
 */
export function toAuditState(value: unknown): unknown {
  return toState(value, []);
}

function toState(value: unknown, ancestors: readonly object[]): unknown {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'bigint':
      return value.toString();
    case 'function':
    case 'symbol':
      return undefined;
    case 'object':
      return value === null ? null : toObjectState(value, ancestors);
    default:
      return value;
  }
}

function toObjectState(value: object, ancestors: readonly object[]): unknown {
  if (ancestors.includes(value)) return '[circular]';
  if (ancestors.length > DEEPEST) return '[too deep]';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value;
  const within = [...ancestors, value];
  try {
    const plain = unwrap(value);
    if (plain !== value) return toState(plain, within);
    if (Array.isArray(value)) return value.map((element) => toState(element, within) ?? null);
    return toMembersState(value, within);
  } catch {
    return '[unreadable]';
  }
}

function unwrap(value: object): unknown {
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, member]) => [String(key), member as unknown]));
  if (value instanceof Set) return [...value];
  if (value instanceof RegExp || value instanceof Error) return String(value);
  const { toJSON } = value as { readonly toJSON?: unknown };
  return typeof toJSON === 'function' ? (toJSON.call(value) as unknown) : value;
}

function toMembersState(value: object, within: readonly object[]): Record<string, unknown> {
  const state = Object.create(null) as Record<string, unknown>;
  for (const name of Object.keys(value)) {
    const member = toState((value as Readonly<Record<string, unknown>>)[name], within);
    if (member !== undefined) state[name] = member;
  }
  return state;
}

import type { Json } from '@botscope/conventions';

const DEEPEST = 32;

/** A call's parameters as they can be recorded: a file that is uploaded stands as its name. Never throws. */
export function toPlain(value: unknown): Json {
  try {
    return walk(value, 0);
  } catch {
    return '[unreadable]';
  }
}

function walk(value: unknown, depth: number): Json {
  if (typeof value !== 'object' || value === null) return (value ?? null) as Json;
  if (depth > DEEPEST) return '[too deep]';
  if (Array.isArray(value)) return value.map((item) => walk(item, depth + 1));
  if (isUpload(value)) return { upload: value.filename ?? 'file' };
  return Object.fromEntries(Object.entries(toSource(value)).map(([name, member]) => [name, walk(member, depth + 1)]));
}

/** Keyboards are objects of grammY that say what they are sent as. */
function toSource(value: object): object {
  const { toJSON } = value as { toJSON?: () => unknown };
  const source = typeof toJSON === 'function' ? toJSON.call(value) : value;
  return typeof source === 'object' && source !== null ? source : { value: source };
}

/** grammY's `InputFile`, told by its shape so that grammY is not loaded for it. */
function isUpload(value: object): value is { readonly filename?: string; readonly toRaw: unknown } {
  return typeof (value as { toRaw?: unknown }).toRaw === 'function';
}

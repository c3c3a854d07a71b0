const LONGEST_BINARY_BYTES = 65_536;

/**
 * What stands for an object whose content `JSON.stringify` would lose: text of a date or an address, members of a map or
 * an error, base64 of bytes, what `toJSON` says. Any other object comes back itself. Throws what the object throws.
 */
export function toPlainBuiltIn(value: object): unknown {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return callToJson(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof Error) return toPlainError(value);
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, member]) => [String(key), member as unknown]));
  if (value instanceof Set) return [...value];
  if (ArrayBuffer.isView(value)) return toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  if (value instanceof ArrayBuffer) return toBase64(new Uint8Array(value));
  if (value instanceof URL || value instanceof RegExp) return value.toString();
  if (value instanceof Promise) return '[promise]';
  return callToJson(value);
}

function callToJson(value: object): unknown {
  const { toJSON } = value as { toJSON?: unknown };
  return typeof toJSON === 'function' ? (toJSON.call(value, '') as unknown) : value;
}

function toPlainError(error: Error): object {
  const { name, message, stack } = error;
  return { ...error, name, message, stack };
}

function toBase64(bytes: Uint8Array): string {
  const kept = bytes.subarray(0, LONGEST_BINARY_BYTES);
  return `base64:${Buffer.from(kept.buffer, kept.byteOffset, kept.byteLength).toString('base64')}`;
}

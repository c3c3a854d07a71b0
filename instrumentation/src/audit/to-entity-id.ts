/** Values of an object's key columns, by name. */
export type KeyValues = Readonly<Record<string, unknown>>;

/** `bot.audit.entity.id` of one key column's value, or of several as `a=1,b=2`; undefined where a value is missing. */
export function toEntityId(keys: KeyValues): string | undefined {
  const entries = Object.entries(keys);
  if (entries.length === 0 || entries.some(([, value]) => value === undefined || value === null)) return undefined;
  if (entries.length === 1) return toText(entries[0]?.[1]);
  return entries.map(([name, value]) => `${name}=${toText(value)}`).join(',');
}

function toText(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex');
  return typeof value === 'string' || typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
}

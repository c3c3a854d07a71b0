import type { AttributeMap, AttributeValue } from '@botscope/otlp';

/**
 * Attributes as compact JSON that keeps their types: text, booleans and `null` as they are, integers as integer
 * literals, fractions as number literals, and everything else as an object with one tag (`i` large integer, `d` other
 * double, `b` bytes in base64, `a` list, `m` map).
 */
export type TaggedValue =
  | null
  | string
  | boolean
  | number
  | { readonly i: string }
  | { readonly d: string }
  | { readonly b: string }
  | { readonly a: readonly TaggedValue[] }
  | { readonly m: Readonly<Record<string, TaggedValue>> };

/** The JSON text of one value. */
export function formatValue(value: AttributeValue): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'bigint':
      return isSafe(value) ? value.toString() : `{"i":"${value}"}`;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return Number.isFinite(value) && !Number.isInteger(value) ? String(value) : formatSpecialDouble(value);
    default:
      return value === null ? 'null' : formatStructure(value);
  }
}

function isSafe(value: bigint): boolean {
  return value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER;
}

/** Whole doubles too: as a bare literal they would come back as integers. */
function formatSpecialDouble(value: number): string {
  return `{"d":"${Object.is(value, -0) ? '-0' : value}"}`;
}

function formatStructure(value: Uint8Array | readonly AttributeValue[] | AttributeMap): string {
  if (value instanceof Uint8Array) return `{"b":"${Buffer.from(value).toString('base64')}"}`;
  if (Array.isArray(value)) return `{"a":[${(value as readonly AttributeValue[]).map(formatValue).join(',')}]}`;
  const entries = Object.entries(value).map(([name, child]) => `${JSON.stringify(name)}:${formatValue(child)}`);
  return `{"m":{${entries.join(',')}}}`;
}

/** The value that {@link formatValue} wrote. */
export function fromTaggedValue(value: TaggedValue): AttributeValue {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if ('i' in value) return BigInt(value.i);
  if ('d' in value) return Number(value.d);
  if ('b' in value) return Uint8Array.from(Buffer.from(value.b, 'base64'));
  if ('a' in value) return value.a.map(fromTaggedValue);
  return fromTaggedMap(value.m);
}

/** A map without prototype from parsed JSON. */
export function fromTaggedMap(map: Readonly<Record<string, TaggedValue>>): AttributeMap {
  const attributes = Object.create(null) as Record<string, AttributeValue>;
  for (const [name, value] of Object.entries(map)) attributes[name] = fromTaggedValue(value);
  return attributes;
}

import type { AttributeMap, AttributeValue } from '@botscope/otlp';

/**
 * A value as Loki stores it, which is what the Collector's `AsString` answers: digits, `true`, base64, and JSON with
 * sorted keys for structures.
 * @see https://pkg.go.dev/go.opentelemetry.io/collector/pdata/pcommon#Value.AsString
 */
export function toValueText(value: AttributeValue): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'number':
      return Number.isFinite(value) ? toDoubleText(value) : `json: unsupported value: ${toGoName(value)}`;
    default:
      if (value === null) return '';
      if (value instanceof Uint8Array) return toBase64(value);
      return containsNonFinite(value) ? '' : toJsonText(value);
  }
}

/** JavaScript and Go print doubles alike but for the negative zero. */
function toDoubleText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function toGoName(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '+Inf' : '-Inf';
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** Go's encoder gives up on the whole value where JSON has no number for a part of it. */
function containsNonFinite(value: AttributeValue): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false;
  return Object.values(value as AttributeMap | AttributeValue[]).some(containsNonFinite);
}

function toJsonText(value: AttributeValue): string {
  switch (typeof value) {
    case 'string':
      return toQuotedText(value);
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'number':
      return toDoubleText(value);
    default:
      if (value === null) return 'null';
      return toStructureText(value);
  }
}

function toStructureText(value: Uint8Array | readonly AttributeValue[] | AttributeMap): string {
  if (value instanceof Uint8Array) return `"${toBase64(value)}"`;
  if (Array.isArray(value)) return `[${(value as readonly AttributeValue[]).map(toJsonText).join(',')}]`;
  const entries = Object.entries(value).sort(([left], [right]) => compareBytes(left, right));
  return `{${entries.map(([name, child]) => `${toQuotedText(name)}:${toJsonText(child)}`).join(',')}}`;
}

function compareBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** Go escapes the two line separators, which JavaScript leaves. */
function toQuotedText(text: string): string {
  return JSON.stringify(text).replace(
    /[\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const RFC_3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9})\d*)?(Z|[+-]\d\d:\d\d)$/;
const LONGEST_SECONDS = 10;

/**
 * Nanoseconds since 1970 of a time as Loki reads it: a whole number of at most 10 characters is seconds, a longer one
 * nanoseconds (13 digits are not milliseconds!), one with a point seconds exact to the millisecond; else RFC 3339.
 * Undefined when it is none.
 */
export function parseTime(text: string): bigint | undefined {
  if (/^[+-]?\d+$/.test(text)) return text.length <= LONGEST_SECONDS ? BigInt(text) * 1_000_000_000n : BigInt(text);
  if (/^[+-]?(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text))
    return BigInt(Math.round(Number(text) * 1000)) * 1_000_000n;
  const [, seconds, fraction = '', zone] = RFC_3339.exec(text) ?? [];
  const millis = Date.parse(`${seconds ?? ''}${zone ?? ''}`);
  return Number.isNaN(millis) ? undefined : BigInt(millis) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const HEXADECIMAL = /^([+-]?)0x([0-9a-f]*)(?:\.([0-9a-f]*))?p([+-]?\d+)$/i;
const SPECIAL = /^([+-]?)(inf|infinity|nan)$/i;

/** Number of a text as Go's `strconv.ParseFloat` reads it: decimal, hexadecimal with exponent, `inf`, `nan`. Undefined when it is none. */
export function parseGoFloat(text: string): number | undefined {
  if (DECIMAL.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  const special = SPECIAL.exec(text);
  if (special !== null) return parseSpecial(special[1] ?? '', special[2] ?? '');
  const hexadecimal = HEXADECIMAL.exec(text);
  return hexadecimal === null ? undefined : parseHexadecimal(hexadecimal);
}

function parseSpecial(sign: string, name: string): number | undefined {
  if (name.toLowerCase() === 'nan') return sign === '' ? NaN : undefined;
  return sign === '-' ? -Infinity : Infinity;
}

function parseHexadecimal([, sign, whole = '', fraction = '', exponent]: RegExpExecArray): number | undefined {
  const digits = whole + fraction;
  if (digits === '') return undefined;
  const value = Number(`0x${digits}`) * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === '-' ? -value : value;
}

/** Text of a sample value as Prometheus and Loki write it: shortest digits, never an exponent; `+Inf`, `-Inf`, `NaN`. */
export function formatGoFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const text = Object.is(value, -0) ? '-0' : String(value);
  return text.includes('e') ? withoutExponent(text) : text;
}

function withoutExponent(text: string): string {
  const [, sign, whole = '', fraction = '', exponent] = /^(-?)(\d+)\.?(\d*)e([+-]\d+)$/.exec(text) ?? [];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, '0')}`;
}

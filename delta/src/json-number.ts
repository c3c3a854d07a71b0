import { JsonNumberText } from './json-value.ts';

/** The number that a JSON number's text stands for, or the text itself where a double would be another number. */
export function toExactNumber(text: string): number | JsonNumberText {
  const value = Number(text);
  return isExact(text, value) ? value : new JsonNumberText(text);
}

function isExact(text: string, value: number): boolean {
  if (/^-?\d+$/.test(text)) return Number.isSafeInteger(value);
  return decimalOf(text) === decimalOf(String(value));
}

/** One spelling per decimal value: sign, digits without outer zeros, power of ten (`1.50e3` → `15e2`). */
function decimalOf(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${sign}${significant}e${power}`;
}

import { DIGITS, type Random } from './random.ts';

const CARDS: readonly (readonly [start: string, length: number])[] = [
  ['4', 16],
  ['51', 16],
  ['55', 16],
  ['2221', 16],
  ['34', 15],
  ['37', 15],
  ['36', 14],
  ['6011', 16],
  ['65', 16],
  ['3530', 16],
  ['62', 16],
];

/** A card number with its check digit (ISO/IEC 7812-1), in one or in groups. */
export function makeCardNumber(random: Random): string {
  const [start, length] = random.pick(CARDS);
  const payload = start + random.text(DIGITS, length - start.length - 1);
  const number = payload + [...DIGITS].find((digit) => sumOfLuhn(payload + digit) % 10 === 0);
  if (length !== 16) return number;
  return random.pick([number, (number.match(/.{4}/g) ?? []).join(' '), (number.match(/.{4}/g) ?? []).join('-')]);
}

/** Sum over the digits from the right, every second doubled and its digits added. */
function sumOfLuhn(number: string): number {
  const doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
  return [...number].reverse().reduce((sum, digit, i) => sum + (i % 2 ? (doubled[+digit] as number) : +digit), 0);
}

/** Account numbers as banks of the countries form them: `n` digit, `a` capital (ISO 13616). */
const ACCOUNTS: Readonly<Record<string, string>> = {
  DE: 'n'.repeat(18),
  FR: 'n'.repeat(23),
  GB: `aaaa${'n'.repeat(14)}`,
  NL: `aaaa${'n'.repeat(10)}`,
  NO: 'n'.repeat(11),
  ES: 'n'.repeat(20),
  IT: `a${'n'.repeat(22)}`,
  MT: `aaaa${'n'.repeat(5)}${'a'.repeat(18)}`,
  PL: 'n'.repeat(24),
  CH: 'n'.repeat(17),
};

/** An IBAN with its check digits, in one or in groups of four. */
export function makeIban(random: Random): string {
  const country = random.pick(Object.keys(ACCOUNTS));
  const account = [...(ACCOUNTS[country] as string)]
    .map((sort) => random.text(sort === 'n' ? DIGITS : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 1))
    .join('');
  const asDigits = [...`${account}${country}00`].map((sign) => Number.parseInt(sign, 36)).join('');
  const check = String(98n - (BigInt(asDigits) % 97n)).padStart(2, '0');
  const iban = country + check + account;
  return random.pick([iban, iban.replace(/(.{4})(?=.)/g, '$1 ')]);
}

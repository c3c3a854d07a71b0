import type { Found } from './scan-run.ts';

const LOCAL = /[\w.%+-]{1,64}$/;
const DOMAIN = /[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,8}\.[a-z]{2,24}/iy;
const LONGEST_LOCAL = 64;
const PHONE = /\+\d[\d ().-]{6,24}\d/y;

/** Finds e-mail addresses. */
export function findEmails(text: string, found: Found): void {
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    DOMAIN.lastIndex = at + 1;
    const domain = DOMAIN.exec(text);
    const local = domain && LOCAL.exec(text.slice(Math.max(0, at - LONGEST_LOCAL), at));
    if (domain && local) found(at - local[0].length, at + 1 + domain[0].length);
  }
}

/** Finds telephone numbers in international form: a plus sign and 8 to 15 digits. */
export function findPhones(text: string, found: Found): void {
  for (let at = text.indexOf('+'); at !== -1; at = text.indexOf('+', at + 1)) {
    PHONE.lastIndex = at;
    const number = PHONE.exec(text)?.[0] ?? '';
    const digits = number.replace(/\D/g, '').length;
    if (digits >= 8 && digits <= 15) found(at, at + number.length);
  }
}

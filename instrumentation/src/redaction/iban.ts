import { ALNUM, classAt } from './char-classes.ts';

/** Countries of the IBAN registry with the length of their numbers. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 ' +
    'FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 ' +
    'LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 ' +
    'RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);
const GROUP = 4;

/**
 * Where an international account number ends that begins at a place with two letters and two digits, written in one or in
 * groups of four; undefined for none.
 */
export function matchIban(text: string, from: number): number | undefined {
  const length = LENGTHS.get(text.slice(from, from + 2).toUpperCase());
  if (length === undefined) return undefined;
  const isGrouped = text.charAt(from + GROUP) === ' ';
  const end = from + length + (isGrouped ? Math.ceil(length / GROUP) - 1 : 0);
  if (end > text.length || (classAt(text, end) & ALNUM) !== 0) return undefined;
  const written = text.slice(from, end);
  const compact = isGrouped ? ungroup(written) : written;
  return compact !== undefined && passesCheck(compact) ? end : undefined;
}

function ungroup(written: string): string | undefined {
  const groups = written.split(' ');
  const isRegular = groups.every((group, i) => group.length === GROUP || i === groups.length - 1);
  return isRegular ? groups.join('') : undefined;
}

/** The number, its head moved to its end and letters as 10–35, leaves 1 when divided by 97. */
function passesCheck(iban: string): boolean {
  let rest = 0;
  for (let i = 0; i < iban.length; i++) {
    const at = (i + GROUP) % iban.length;
    if ((classAt(iban, at) & ALNUM) === 0) return false;
    const value = Number.parseInt(iban.charAt(at), 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

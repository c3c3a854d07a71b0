import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMED_KINDS, PREFIXED_KINDS } from './secret-kinds.ts';
import { createSecretPrinter } from './secret-printer.ts';
import { createSecretScanner } from './secret-scanner.ts';

const print = createSecretPrinter('key of the tests');
const { scan, scanJson } = createSecretScanner(print);
const GITHUB = 'ghp_aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6';
const CARD = '4111111111111111';
const SLASHED = 'whsec_Ab1/Cd2+Ef3/Gh4+Ij5/Kl6+Mn7/Op8';
const PEM =
  '-----BEGIN RSA PRIVATE KEY-----\nMIIBOgIBAAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8Qu\n-----END RSA PRIVATE KEY-----';

describe('scan', () => {
  it('knows at least 40 kinds', () => {
    expect(PREFIXED_KINDS.length + FORMED_KINDS.length).toBeGreaterThanOrEqual(40);
  });

  it('returns the same text where no secret is found', () => {
    const text = '{"id":"550e8400-e29b-41d4-a716-446655440000","at":"2026-11-21T10:00:00.000Z","n":1e3}';
    expect(scan(text)).toBe(text);
  });

  it.each([
    ['a token', `{"a":"${GITHUB}"}`, `{"a":"${print(GITHUB)}"}`],
    ['a card in groups', 'pay 4111 1111 1111 1111 12/27', `pay ${print('4111 1111 1111 1111')} 12/27`],
    ['an account', 'to DE89 3704 0044 0532 0130 00 now', `to ${print('DE89 3704 0044 0532 0130 00')} now`],
    ['a key in its frame', `key: ${PEM}.`, `key: ${print(PEM)}.`],
    ['a key that was cut off', `key: ${PEM.slice(0, 70)}`, `key: ${print(PEM.slice(0, 70))}`],
    ['a password in an address', 'https:\\/\\/ann:p4ss@h/', `https:\\/\\/ann:${print('p4ss')}@h/`],
    ['a named value', 'Server=a;Password=hunter2;x=1', `Server=a;Password=${print('hunter2')};x=1`],
    ['a header within a text', 'x-api-key: 0123456789abcdef', `x-api-key: ${print('0123456789abcdef')}`],
    ['two at once', `${GITHUB} ${GITHUB}`, `${print(GITHUB)} ${print(GITHUB)}`],
    ['in a word of another script', `ключ:${GITHUB}é`, `ключ:${print(GITHUB)}é`],
  ])('replaces %s', (_name, text, expected) => {
    expect(scan(text)).toBe(expected);
  });

  it.each([
    ['quoted', (text: string) => JSON.stringify(text)],
    ['quoted twice', (text: string) => JSON.stringify(JSON.stringify(text))],
    ['with escaped slashes', (text: string) => JSON.stringify(text).replaceAll('/', '\\/')],
    ['with escaped signs', (text: string) => JSON.stringify(text).replaceAll('+', '\\u002b')],
    ['in an address', (text: string) => `https://h/p?note=${encodeURIComponent(text)}`],
    ['in a form', (text: string) => new URLSearchParams({ a: '1', note: text }).toString()],
    ['in an address in an address', (text: string) => encodeURIComponent(`https://h/?n=${encodeURIComponent(text)}`)],
  ])('gives a secret the same print %s', (_name, write) => {
    for (const secret of [GITHUB, SLASHED]) {
      expect(scan(write(secret))).toContain(print(secret));
    }
  });

  it.each([
    ['a number', `{"card":${CARD},"n":1}`, `{"card":"${print(CARD)}","n":1}`],
    ['a number in a list', `[ ${CARD} , 1 ]`, `[ "${print(CARD)}" , 1 ]`],
    ['a number in JSON text in JSON text', `{"a":"{\\"card\\":${CARD}}"}`, `{"a":"{\\"card\\":\\"${print(CARD)}\\"}"}`],
    ['a number in a text', `{"a":"my cards: ${CARD}, no more"}`, `{"a":"my cards: ${print(CARD)}, no more"}`],
    ['a text', `{"a":"${CARD}"}`, `{"a":"${print(CARD)}"}`],
    ['a number alone', CARD, `"${print(CARD)}"`],
  ])('leaves JSON text JSON text: %s', (_name, text, expected) => {
    expect(scanJson(text)).toBe(expected);
    JSON.parse(scanJson(text));
  });

  it('leaves any JSON that holds secrets JSON, of the same shape, without them, and does nothing the second time', () => {
    const secret = fc.constantFrom(GITHUB, SLASHED, PEM, 'https://u:S3cretPassw0rd@h/', 'token=S3cretPassw0rd');
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.tuple(fc.string({ unit: 'grapheme' }), secret).map(([text, hidden]) => `${text} ${hidden} ${text}`),
        tie('value').map((inner) => JSON.stringify(inner)),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 }),
        fc.double(),
        fc.constant(Number(CARD)),
      ),
    }));
    fc.assert(
      fc.property(value, (given) => {
        const text = JSON.stringify(given);
        const once = scanJson(text);
        expect(toShape(JSON.parse(once))).toEqual(toShape(JSON.parse(text)));
        for (const hidden of [GITHUB, SLASHED, PEM.slice(40, 80), 'S3cretPassw0rd', CARD])
          expect(once).not.toContain(hidden);
        expect(scanJson(once)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });

  it('takes time in proportion to the length of the most hostile texts', () => {
    const pieces = [
      'a=',
      '@',
      '://a:',
      '%25',
      '\\u00',
      '-----BEGIN PRIVATE',
      '4111 ',
      'ghp_',
      'password=',
      '\\',
      '"',
      '1:',
      'eyJ.',
      '+= ',
      'eyJ-',
      'xoxb-',
      'eyJ-.',
      'token=[redacted:',
      'token=,',
      `${CARD},`,
      'a\\\\\\\\A%41',
    ];
    for (const piece of pieces) {
      const toCost = (length: number): number => {
        const text = piece.repeat(Math.ceil(length / piece.length));
        const before = process.cpuUsage();
        scan(text);
        const { user, system } = process.cpuUsage(before);
        return (user + system) / 1_000;
      };
      // A quadratic scan of a text eight times as long takes 64 times as long; a linear one of this length some 50 ms.
      const short = Math.max(20, toCost(25_000));
      expect(toCost(200_000), piece).toBeLessThan(short * 30);
    }
  });
});

describe('detect', () => {
  const text = 'write to ann.lee+x@mail.example.com or call +49 (30) 1234-5678 now';

  it('is off unless asked for', () => {
    expect(scan(text)).toBe(text);
  });

  it('finds e-mail addresses and telephone numbers', () => {
    const { scan: scanContacts } = createSecretScanner(print, { detect: ['email', 'phone'] });
    expect(scanContacts(text)).toBe(
      `write to ${print('ann.lee+x@mail.example.com')} or call ${print('+49 (30) 1234-5678')} now`,
    );
  });
});

/** A value with its texts and numbers left out. */
function toShape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toShape);
  if (typeof value !== 'object' || value === null) return null;
  return Object.values(value).map(toShape);
}

import { createHash } from 'node:crypto';
import { CAPITALS, createRandom, DIGITS, HEX, LETTERS, SMALL, STD64, URL64, WORD, type Random } from './random.ts';

const uuid = (random: Random): string => [8, 4, 4, 4, 12].map((length) => random.text(HEX, length)).join('-');
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const WORDS = 'the order of your bot was sent to a branch near Berlin and paid with points last Monday'.split(' ');

/** Texts that have something of a secret's look and are none. */
const MAKERS: readonly ((random: Random) => string)[] = [
  uuid,
  (r) => uuid(r).toUpperCase(),
  (r) => `01${r.text(CROCKFORD, 24)}`,
  (r) => r.text(HEX, 40),
  (r) => r.text(HEX, 32),
  (r) => r.text(HEX, 16),
  (r) => createHash('sha256').update(r.text(WORD, 9)).digest('hex'),
  (r) => `sha512-${createHash('sha512').update(r.text(WORD, 9)).digest('base64')}`,
  (r) => `data:image/png;base64,iVBORw0KGgo${r.text(STD64, 2_000)}==`,
  (r) => `ORD-${r.integer(2019, 2030)}-${r.text(DIGITS, 8)}`,
  (r) => r.text(`123456789`, 1) + r.text(DIGITS, r.integer(7, 12)),
  (r) => `${r.text('123456789', 1)}${r.text(DIGITS, 17)}`,
  (r) => `+${r.integer(1, 99)} ${r.text(DIGITS, 3)} ${r.text(DIGITS, 7)}`,
  (r) => `(0${r.text(DIGITS, 3)}) ${r.text(DIGITS, 3)}-${r.text(DIGITS, 4)}`,
  (r) => `${r.text('123456789', 1)}${r.text(DIGITS, 2)},${r.text(DIGITS, 3)}.${r.text(DIGITS, 2)} EUR`,
  (r) => `${r.integer(1, 9999)}.${r.text(DIGITS, 16)}`,
  (r) => String(1_700_000_000_000 + r.integer(0, 2 ** 31)),
  (r) => `17${r.text(DIGITS, 17)}`,
  (r) => new Date(1.7e12 + r.integer(0, 2 ** 31)).toISOString(),
  (r) => `https://shop.example/orders/${r.text(DIGITS, 9)}?page=${r.integer(1, 90)}&sort=date&id=${uuid(r)}`,
  (r) =>
    `/srv/app/node_modules/@scope/${r.text(SMALL, 12)}/dist/${r.text(SMALL, 14)}.js:${r.integer(1, 900)}:${r.integer(1, 90)}`,
  (r) => `${r.text(SMALL, 8)}.${r.text(SMALL, 9)}@example.com`,
  (r) => `978-${r.integer(0, 9)}-${r.text(DIGITS, 4)}-${r.text(DIGITS, 4)}-${r.integer(0, 9)}`,
  (r) => `1Z${r.text(CAPITALS + DIGITS, 16)}`,
  (r) => `${r.text(CAPITALS, 3)}${r.text(DIGITS, 11)}`,
  (r) => `v${r.integer(0, 30)}.${r.integer(0, 30)}.${r.integer(0, 30)}-beta.${r.integer(1, 9)}+${r.text(HEX, 7)}`,
  (r) =>
    `${r.integer(1, 255)}.${r.integer(0, 255)}.${r.integer(0, 255)}.${r.integer(0, 255)}:${r.integer(1024, 65535)}`,
  (r) => `fe80::${r.text(HEX, 4)}:${r.text(HEX, 4)}:${r.text(HEX, 4)}`,
  (r) => `00-${r.text(HEX, 32)}-${r.text(HEX, 16)}-01`,
  (r) => `user_${r.text(WORD, 24)}`,
  (r) => `pk_live_${r.text(WORD, 24)}`,
  (r) => `cus_${r.text(WORD, 14)} pi_${r.text(WORD, 24)}`,
  (r) => `chatcmpl-${r.text(WORD, 29)}`,
  (r) => `msg_01${r.text(WORD, 22)}`,
  (r) => `G-${r.text(CAPITALS + DIGITS, 10)}`,
  (r) => `AC${r.text(HEX, 32)}`,
  (r) => r.text(LETTERS, 60),
  (r) => r.text(URL64, 22),
  (r) => Array.from({ length: 30 }, () => r.pick(WORDS)).join(' '),
  (r) => `max_tokens=${r.integer(1, 4096)} page=${r.integer(1, 9)} a=b`,
  (r) => `the token count was ${r.integer(1, 9999)}: tokens: ${r.integer(1, 9999)}`,
  (r) =>
    `${r.integer(10, 99)}:${r.integer(10, 59)}:${r.integer(10, 59)} [info] worker-${r.integer(1, 9)} done in ${r.integer(1, 999)}ms`,
  (r) => `const total = items.map((item) => item.price * ${r.integer(2, 9)}).reduce(sum, 0);`,
  (r) => `sk-learn-pipeline-${r.text(SMALL, 12)}`,
  (r) => `skill_${r.text(SMALL, 12)} key-${r.text(SMALL, 10)} re_${r.text(SMALL, 9)}`,
  (r) => `-----BEGIN PUBLIC KEY-----\n${r.text(STD64, 64)}\n-----END PUBLIC KEY-----`,
];

/** Harmless texts of every sort in turn, different for every seed. */
export function makeHarmless(count: number, seed: number): readonly string[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, i) => (MAKERS[i % MAKERS.length] as (typeof MAKERS)[number])(random));
}

import { generateKeyPairSync } from 'node:crypto';
import { makeCardNumber, makeIban } from './payment-numbers.ts';
import { CAPITALS, createRandom, DIGITS, HEX, LETTERS, SMALL, STD64, URL64, WORD, type Random } from './random.ts';

/** A secret as a person or a program would write it. */
export interface SeededSecret {
  readonly kind: string;
  /** What is recorded. */
  readonly text: string;
  /** Its parts that must not be found anywhere afterwards. */
  readonly hidden: readonly string[];
}

const uuid = (random: Random): string => [8, 4, 4, 4, 12].map((length) => random.text(HEX, length)).join('-');
const json64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function makeJwt(random: Random): string {
  const head = json64({ alg: random.pick(['HS256', 'RS256', 'ES256']), typ: 'JWT' });
  return `${head}.${json64({ sub: random.text(WORD, 12), iat: random.integer(1e9, 2e9) })}.${random.text(URL64, 43)}`;
}

function makePrivateKey(random: Random): SeededSecret {
  const type = random.pick(['pkcs8', 'sec1'] as const);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const text = privateKey.export({ type, format: 'pem' }).toString().trim();
  const hidden = text.split('\n').filter((line) => !line.startsWith('-'));
  return { kind: 'private key', text, hidden };
}

function withPassword(
  kind: string,
  make: (random: Random, password: string) => string,
): (random: Random) => SeededSecret {
  return (random) => {
    const password = `pW${random.text(WORD, 14)}`;
    return { kind, text: make(random, password), hidden: [password] };
  };
}

/** Kinds whose whole text is secret, as their issuers document or show them. */
const WHOLE: Readonly<Record<string, (random: Random) => string>> = {
  'JSON Web Token': makeJwt,
  'AWS access key id': (r) => r.pick(['AKIA', 'ASIA']) + r.text(CAPITALS + '234567', 16),
  'Google API key': (r) => `AIza${r.text(URL64, 35)}`,
  'Google OAuth client secret': (r) => `GOCSPX-${r.text(URL64, 28)}`,
  'Google OAuth access token': (r) => `ya29.a0${r.text(URL64, 160)}`,
  'Google OAuth refresh token': (r) => `1//0${r.text(URL64, 98)}`,
  'Azure AD client secret': (r) => `${r.text(WORD, 3)}8Q~${r.text(`${URL64}.`, 33)}${r.text(WORD, 1)}`,
  'GitHub personal token': (r) => `ghp_${r.text(WORD, 36)}`,
  'GitHub OAuth token': (r) => `gho_${r.text(WORD, 36)}`,
  'GitHub app token': (r) => r.pick(['ghs_', 'ghu_']) + r.text(WORD, 36),
  'GitHub refresh token': (r) => `ghr_${r.text(WORD, 76)}`,
  'GitHub fine-grained token': (r) => `github_pat_${r.text(WORD, 22)}_${r.text(WORD, 59)}`,
  'GitLab token': (r) => `glpat-${r.text(URL64, 19)}${r.text(WORD, 1)}`,
  'npm token': (r) => `npm_${r.text(WORD, 36)}`,
  'PyPI token': (r) => `pypi-AgEIcHlwaS5vcmc${r.text(URL64, 150)}`,
  'Slack bot token': (r) => `xoxb-${r.text(DIGITS, 12)}-${r.text(DIGITS, 13)}-${r.text(WORD, 24)}`,
  'Slack user token': (r) =>
    `xoxp-${r.text(DIGITS, 12)}-${r.text(DIGITS, 12)}-${r.text(DIGITS, 12)}-${r.text(HEX, 32)}`,
  'Slack app token': (r) => `xapp-1-A${r.text(CAPITALS, 10)}-${r.text(DIGITS, 13)}-${r.text(HEX, 64)}`,
  'Discord bot token': (r) => `M${r.text(WORD, 23)}.G${r.text(WORD, 5)}.${r.text(URL64, 37)}${r.text(WORD, 1)}`,
  'Telegram bot token': (r) => `${r.integer(1e9, 7e9)}:AA${r.text(URL64, 32)}${r.text(WORD, 1)}`,
  'Twilio API key': (r) => `SK${r.text(HEX, 32)}`,
  'SendGrid key': (r) => `SG.${r.text(URL64, 22)}.${r.text(URL64, 42)}${r.text(WORD, 1)}`,
  'Mailgun key': (r) => `key-${r.text(HEX, 32)}`,
  'Mailgun signing key': (r) => `${r.text(HEX, 32)}-${r.text(HEX, 8)}-${r.text(HEX, 8)}`,
  'Mailchimp key': (r) => `${r.text(HEX, 32)}-us${r.integer(1, 21)}`,
  'Brevo key': (r) => `xkeysib-${r.text(HEX, 64)}-${r.text(WORD, 16)}`,
  'Stripe secret key': (r) => `sk_live_${r.text(WORD, r.pick([24, 99]))}`,
  'Stripe restricted key': (r) => `rk_test_${r.text(WORD, 24)}`,
  'Stripe webhook secret': (r) => `whsec_${r.text(WORD, 32)}`,
  'Square access token': (r) => `EAAA${r.text(URL64, 59)}${r.text(WORD, 1)}`,
  'Square OAuth secret': (r) => `sq0csp-${r.text(URL64, 43)}`,
  'PayPal Braintree token': (r) => `access_token$production$${r.text(DIGITS + SMALL, 16)}$${r.text(HEX, 32)}`,
  'Shopify access token': (r) => `shpat_${r.text(HEX, 32)}`,
  'Shopify shared secret': (r) => `shpss_${r.text(HEX, 32)}`,
  'HubSpot token': (r) => `pat-${r.pick(['na1', 'eu1'])}-${uuid(r)}`,
  'OpenAI project key': (r) => `sk-proj-${r.text(URL64, 74)}T3BlbkFJ${r.text(URL64, 73)}${r.text(WORD, 1)}`,
  'OpenAI key': (r) => `sk-${r.text(WORD, 20)}T3BlbkFJ${r.text(WORD, 20)}`,
  'Anthropic key': (r) => `sk-ant-api03-${r.text(URL64, 93)}AA`,
  'Hugging Face token': (r) => `hf_${r.text(LETTERS, 34)}`,
  'Groq key': (r) => `gsk_${r.text(WORD, 52)}`,
  'Replicate token': (r) => `r8_${r.text(WORD, 37)}`,
  'Facebook access token': (r) => `EAAG${r.text(WORD, 180)}`,
  'DigitalOcean token': (r) => `dop_v1_${r.text(HEX, 64)}`,
  'Heroku key': (r) => `HRKU-${uuid(r)}`,
  'Atlassian token': (r) => `ATATT3xFfGF0${r.text(URL64, 171)}=${r.text('0123456789ABCDEF', 8)}`,
  'New Relic user key': (r) => `NRAK-${r.text(CAPITALS + DIGITS, 27)}`,
  'Grafana service account token': (r) => `glsa_${r.text(WORD, 32)}_${r.text(HEX, 8)}`,
  'Sentry user token': (r) => `sntryu_${r.text(HEX, 64)}`,
  'Vault token': (r) => `hvs.${r.text(URL64, 90)}${r.text(WORD, 1)}`,
  'Databricks token': (r) => `dapi${r.text(HEX, 32)}`,
  'Postman key': (r) => `PMAK-${r.text(HEX, 24)}-${r.text(HEX, 34)}`,
  'Linear key': (r) => `lin_api_${r.text(WORD, 40)}`,
  'Notion token': (r) => `ntn_${r.text(DIGITS, 11)}${r.text(WORD, 35)}`,
  'Airtable token': (r) => `pat${r.text(WORD, 14)}.${r.text(HEX, 64)}`,
  'Docker Hub token': (r) => `dckr_pat_${r.text(URL64, 26)}${r.text(WORD, 1)}`,
  'Tailscale key': (r) => `tskey-auth-${r.text(WORD, 17)}-${r.text(WORD, 32)}`,
  'card number': makeCardNumber,
  IBAN: makeIban,
};

/** Kinds of which a part is no secret. */
const PARTLY: Readonly<Record<string, (random: Random) => SeededSecret>> = {
  'private key': makePrivateKey,
  'password in an address': withPassword('password in an address', (r, password) => {
    const scheme = r.pick(['https', 'postgres', 'mongodb+srv', 'redis', 'amqp']);
    return `${scheme}://service:${password}@host-${r.integer(1, 99)}.example/path`;
  }),
  'Azure storage connection string': withPassword(
    'Azure storage connection string',
    (r, key) =>
      `DefaultEndpointsProtocol=https;AccountName=botstore;AccountKey=${key}${r.text(STD64, 70)}==;EndpointSuffix=core.windows.net`,
  ),
  'SQL connection string': withPassword(
    'SQL connection string',
    (r, password) => `Server=db${r.integer(1, 9)};Database=bots;User Id=sa;Password=${password};Encrypt=true`,
  ),
  'Azure service bus connection string': withPassword(
    'Azure service bus connection string',
    (r, key) =>
      `Endpoint=sb://bots.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${key}${r.text(STD64, 27)}=`,
  ),
  'Datadog key': withPassword('Datadog key', (_r, key) => `DD_API_KEY=${key}`),
  'AWS secret key': withPassword('AWS secret key', (r, key) => `aws_secret_access_key = ${key}${r.text(STD64, 24)}`),
  'Sentry DSN': (r) => {
    const key = r.text(HEX, 32);
    return {
      kind: 'Sentry DSN',
      text: `https://${key}@o${r.integer(1, 9e5)}.ingest.sentry.io/${r.integer(1, 9e6)}`,
      hidden: [key],
    };
  },
  'Slack webhook': (r) => {
    const key = r.text(WORD, 24);
    const place = `T${r.text(CAPITALS, 9)}/B${r.text(CAPITALS, 10)}`;
    return { kind: 'Slack webhook', text: `https://hooks.slack.com/services/${place}/${key}`, hidden: [key] };
  },
  'Discord webhook': (r) => {
    const key = `${r.text(URL64, 67)}${r.text(WORD, 1)}`;
    const text = `https://discord.com/api/webhooks/${r.text('123456789', 18)}/${key}`;
    return { kind: 'Discord webhook', text, hidden: [key] };
  },
  'bearer credentials': withPassword(
    'bearer credentials',
    (r, key) => `Authorization: Bearer ${key}${r.text(WORD, 24)}7`,
  ),
  'basic credentials': (r) => {
    const key = Buffer.from(`service:${r.text(WORD, 18)}`).toString('base64');
    return { kind: 'basic credentials', text: `Authorization: Basic ${key}`, hidden: [key] };
  },
};

const MAKERS: readonly ((random: Random) => SeededSecret)[] = [
  ...Object.entries(WHOLE).map(([kind, make]) => (random: Random): SeededSecret => {
    const text = make(random);
    return { kind, text, hidden: [text] };
  }),
  ...Object.values(PARTLY),
];

/** Secrets of every kind in turn, different for every seed. */
export function makeSecrets(count: number, seed: number): readonly SeededSecret[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, i) => (MAKERS[i % MAKERS.length] as (typeof MAKERS)[number])(random));
}

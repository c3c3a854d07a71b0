import { ALNUM, BASE64, BASE64_URL, DIGIT, DOT, HEX, JOINT, LOWER, RARE, UPPER } from './char-classes.ts';

/** A kind of secret that its first characters give away. */
export interface PrefixedKind {
  /** Stable name, for counts and the guide. */
  readonly kind: string;
  readonly prefixes: readonly string[];
  /** Classes of the characters after the prefix. */
  readonly body: number;
  /** Characters after the prefix. */
  readonly least: number;
  /** Longer ones are none. */
  readonly most: number;
  /** The prefix tells what it is and is no secret: it stays. */
  readonly keepsPrefix: boolean;
  /** Whether digits and letters must both occur: the prefix alone would also begin a name. */
  readonly isMixed: boolean;
}

type Row = readonly [kind: string, prefixes: string, body: number, least: number, options?: Partial<PrefixedKind>];

const DOTTED = BASE64_URL | DOT;
const STANDARD_BASE64 = ALNUM | BASE64 | JOINT;
const PATH = BASE64_URL | DOT | BASE64;
const UUID = HEX | JOINT;
const exactly = (length: number): Partial<PrefixedKind> => ({ most: length });

/** Prefixes are separated by spaces; lengths are those that the issuers document, or the shortest seen. */
const ROWS: readonly Row[] = [
  ['jwt', 'eyJ', DOTTED, 20],
  ['aws-access-key', 'AKIA ASIA ABIA ACCA', DIGIT | UPPER, 16, exactly(16)],
  ['aws-bedrock-key', 'ABSK', STANDARD_BASE64, 40],
  ['aws-session-token', 'IQoJb3JpZ2lu FwoGZXIvYXdz FQoGZXIvYXdz', STANDARD_BASE64, 40],
  ['google-api-key', 'AIza', BASE64_URL, 35],
  ['google-oauth-secret', 'GOCSPX-', BASE64_URL, 20],
  ['google-oauth-token', 'ya29. 1//0', DOTTED, 20],
  ['github-token', 'ghp_ gho_ ghu_ ghs_ ghr_', ALNUM, 30],
  ['github-fine-grained-token', 'github_pat_', BASE64_URL, 50],
  [
    'gitlab-token',
    'glpat- gldt- glrt- glrtr- glcbt- glptt- glft- glimt- glagent- glsoat- gloas- GR1348941',
    DOTTED,
    20,
  ],
  ['bitbucket-token', 'ATBB ATCTT3xFf', ALNUM | JOINT | BASE64, 20, { isMixed: true }],
  ['atlassian-token', 'ATATT3xFf', ALNUM | JOINT | BASE64, 60],
  ['npm-token', 'npm_', ALNUM, 36],
  ['pypi-token', 'pypi-AgEI pypi-AgEN', BASE64_URL, 40],
  ['rubygems-token', 'rubygems_', HEX, 48],
  ['nuget-key', 'oy2', DIGIT | LOWER, 43, exactly(43)],
  ['crates-token', 'cio', ALNUM, 32, { most: 32, isMixed: true }],
  ['docker-token', 'dckr_pat_ dckr_oat_', BASE64_URL, 20],
  [
    'slack-token',
    'xoxb- xoxp- xoxa- xoxr- xoxs- xoxe- xoxe. xoxc- xoxd- xapp-',
    DOTTED | BASE64 | RARE,
    20,
    { isMixed: true },
  ],
  [
    'slack-webhook',
    'hooks.slack.com/services/ hooks.slack.com/workflows/ hooks.slack.com/triggers/',
    PATH,
    20,
    { keepsPrefix: true },
  ],
  ['discord-webhook', 'discord.com/api/webhooks/ discordapp.com/api/webhooks/', PATH, 40, { keepsPrefix: true }],
  ['teams-webhook', 'webhook.office.com/webhookb2/', PATH | RARE, 40, { keepsPrefix: true }],
  ['zapier-webhook', 'hooks.zapier.com/hooks/catch/', PATH, 10, { keepsPrefix: true }],
  ['twilio-key', 'SK', HEX, 32, exactly(32)],
  ['sendgrid-key', 'SG.', DOTTED, 60],
  ['mailgun-key', 'key-', HEX, 32, exactly(32)],
  ['brevo-key', 'xkeysib- xsmtpsib-', HEX | LOWER | UPPER | JOINT, 60],
  ['resend-key', 're_', BASE64_URL, 30, { most: 40, isMixed: true }],
  ['stripe-key', 'sk_live_ sk_test_ rk_live_ rk_test_', ALNUM, 16],
  ['stripe-webhook-secret', 'whsec_', STANDARD_BASE64, 24],
  ['square-token', 'EAAA', BASE64_URL, 56, { isMixed: true }],
  ['square-secret', 'sq0atp- sq0csp- sq0idp-', BASE64_URL, 22],
  ['paypal-braintree-token', 'access_token$production$ access_token$sandbox$', DIGIT | LOWER | RARE, 40],
  ['razorpay-key', 'rzp_live_ rzp_test_', ALNUM, 14],
  ['plaid-token', 'access-production- access-development- access-sandbox-', UUID, 36],
  ['mercadopago-token', 'APP_USR-', BASE64_URL, 40],
  ['flutterwave-key', 'FLWSECK- FLWSECK_TEST-', ALNUM | JOINT, 32],
  ['shopify-token', 'shpat_ shpss_ shpca_ shppa_ shpua_', HEX, 32],
  ['hubspot-token', 'pat-na1- pat-na2- pat-na3- pat-eu1- pat-ap1-', UUID, 36],
  ['openai-key', 'sk-proj- sk-svcacct- sk-admin- sk-None-', BASE64_URL, 20, { isMixed: true }],
  ['anthropic-key', 'sk-ant-', BASE64_URL, 24, { isMixed: true }],
  ['openrouter-key', 'sk-or-v1-', HEX, 40],
  ['langfuse-key', 'sk-lf-', UUID, 36],
  ['secret-key', 'sk-', ALNUM, 32, { isMixed: true }],
  ['elevenlabs-key', 'sk_', HEX, 48, exactly(48)],
  ['huggingface-token', 'hf_ api_org_', ALNUM, 30],
  ['groq-key', 'gsk_', ALNUM, 40],
  ['replicate-token', 'r8_', ALNUM, 37],
  ['perplexity-key', 'pplx-', ALNUM, 40],
  ['xai-key', 'xai-', ALNUM, 60],
  ['nvidia-key', 'nvapi-', BASE64_URL, 50],
  ['pinecone-key', 'pcsk_', ALNUM | JOINT, 50],
  ['langsmith-key', 'lsv2_pt_ lsv2_sk_', HEX | JOINT, 32],
  [
    'facebook-token',
    'EAAC EAAB EAAG EAAD EAAE EAAF EAAH EAAI EAAJ EAAK EAAL EAAM EAAN EAAO EAAP EAAQ EAAR EAAS EAAT EAAU EAAV EAAW EAAX EAAY EAAZ',
    ALNUM,
    60,
    { isMixed: true },
  ],
  ['instagram-token', 'IGQV IGQW IGAA', BASE64_URL, 60, { isMixed: true }],
  ['digitalocean-token', 'dop_v1_ doo_v1_ dor_v1_', HEX, 64],
  ['heroku-key', 'HRKU-', BASE64_URL, 36],
  ['vault-token', 'hvs. hvb. hvr.', BASE64_URL, 24],
  ['terraform-token', 'atlasv1.', BASE64_URL, 40],
  ['pulumi-token', 'pul-', HEX, 40, exactly(40)],
  ['databricks-token', 'dapi', HEX | JOINT, 32, { most: 36 }],
  ['datadog-key', 'ddapp_ ddapi_', ALNUM, 30],
  ['newrelic-key', 'NRAK- NRIQ- NRII- NRRA- NRJS- NRAA-', BASE64_URL, 19],
  ['grafana-token', 'glsa_ glc_', STANDARD_BASE64, 30],
  ['sentry-token', 'sntrys_ sntryu_ sntrya_ sntryi_', STANDARD_BASE64, 40],
  ['postman-key', 'PMAK-', HEX | JOINT, 50],
  ['linear-key', 'lin_api_ lin_oauth_', ALNUM, 32],
  ['notion-token', 'ntn_ secret_', ALNUM, 40, { isMixed: true }],
  ['airtable-token', 'pat', DOTTED, 79, { most: 79, isMixed: true }],
  ['figma-token', 'figd_ figo_ figu_', BASE64_URL, 36],
  ['dropbox-token', 'sl.', BASE64_URL, 100],
  ['doppler-token', 'dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.', DOTTED, 40],
  ['netlify-token', 'nfp_ nfc_ nfo_ nfu_', ALNUM, 32],
  ['supabase-key', 'sbp_ sb_secret_', BASE64_URL, 28, { isMixed: true }],
  ['planetscale-token', 'pscale_tkn_ pscale_pw_ pscale_oauth_', BASE64_URL | DOT, 30],
  ['fly-token', 'fo1_ fm1r_ fm2_', STANDARD_BASE64, 40],
  ['tailscale-key', 'tskey-auth- tskey-api- tskey-client- tskey-scim- tskey-webhook-', ALNUM | JOINT, 20],
  ['sonar-token', 'sqp_ squ_ sqa_', HEX, 40],
  ['mapbox-token', 'sk.eyJ', DOTTED, 60],
  ['contentful-token', 'CFPAT-', BASE64_URL, 40],
  ['typeform-token', 'tfp_', DOTTED, 40],
  ['alibaba-key', 'LTAI', ALNUM, 12, { most: 26, isMixed: true }],
  ['tencent-key', 'AKID', ALNUM, 32, { isMixed: true }],
  ['yandex-key', 'AQVN y0_ t1.9', DOTTED, 34, { isMixed: true }],
  ['easypost-key', 'EZAK EZTK', ALNUM, 54],
  ['shippo-token', 'shippo_live_ shippo_test_', HEX, 40],
  ['duffel-token', 'duffel_live_ duffel_test_', BASE64_URL, 43],
  ['buildkite-token', 'bkua_', HEX, 40],
  ['circleci-token', 'CCIPAT_', BASE64_URL, 40],
  ['age-key', 'AGE-SECRET-KEY-1', DIGIT | UPPER, 58],
  ['1password-token', 'ops_eyJ', STANDARD_BASE64, 100],
  ['artifactory-key', 'AKCp', ALNUM, 50, { isMixed: true }],
];

/** Kinds that their first characters give away. */
export const PREFIXED_KINDS: readonly PrefixedKind[] = ROWS.map(([kind, prefixes, body, least, options]) => ({
  kind,
  prefixes: prefixes.split(' '),
  body,
  least,
  most: Infinity,
  keepsPrefix: false,
  isMixed: false,
  ...options,
}));

/** Kinds that a form gives away: a checksum, a frame, a place. */
export const FORMED_KINDS = [
  'private-key',
  'azure-devops-token',
  'card-number',
  'iban',
  'discord-token',
  'telegram-token',
  'azure-client-secret',
  'mailgun-token',
  'mailchimp-key',
  'url-credentials',
  'assignment',
  'authorization',
] as const;

/** Kinds that are looked for only where asked. */
export const OPTIONAL_KINDS = ['email', 'phone'] as const;

/** Name of a kind that is looked for only where asked. */
export type OptionalKind = (typeof OPTIONAL_KINDS)[number];

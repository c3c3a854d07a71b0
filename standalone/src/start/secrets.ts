import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The programs' secrets; each protects one door. */
export interface Secrets {
  /** Bots and the Collector to the sidecar and the receiver. */
  readonly ingestToken: string;
  /** Scripts and the read-only listener. */
  readonly readToken: string;
  /** Plugin proxy to gateway. */
  readonly proxySecret: string;
  /** Gateway to sidecar. */
  readonly internalSecret: string;
  /** Key of the fingerprints that stand in for redacted secrets. */
  readonly fingerprintKey: string;
}

const SECRET_NAMES: readonly (keyof Secrets)[] = [
  'ingestToken',
  'readToken',
  'proxySecret',
  'internalSecret',
  'fingerprintKey',
];

/** Secrets of a data directory (`secrets.json`, mode 0600); missing ones are made and kept. */
export function openSecrets(dataDirectory: string): Secrets {
  const file = join(dataDirectory, 'secrets.json');
  mkdirSync(dataDirectory, { recursive: true });
  const known = readSecrets(file);
  const secrets = Object.fromEntries(
    SECRET_NAMES.map((name) => [name, known[name] ?? randomBytes(32).toString('hex')]),
  );
  writePrivate(file, JSON.stringify(secrets, null, 2));
  return secrets as unknown as Secrets;
}

function readSecrets(file: string): Partial<Record<string, string>> {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<string, string>>;
  } catch (error) {
    throw new Error(`${file} is no JSON file of secrets: restore it, or remove it to make new ones`, { cause: error });
  }
}

/** Variable of each secret. */
const VARIABLES: Readonly<Record<keyof Secrets, string>> = {
  ingestToken: 'BOTSCOPE_INGEST_TOKEN',
  readToken: 'BOTSCOPE_READ_TOKEN',
  proxySecret: 'BOTSCOPE_PROXY_SECRET',
  internalSecret: 'BOTSCOPE_INTERNAL_SECRET',
  fingerprintKey: 'BOTSCOPE_FINGERPRINT_KEY',
};

/** Which secrets a part holds: those of the doors that it guards or has to pass, so that a bot cannot speak as the gateway. */
const SECRETS_OF = {
  workbench: ['proxySecret'],
  gateway: ['proxySecret', 'internalSecret', 'readToken'],
  sidecar: ['ingestToken', 'internalSecret', 'fingerprintKey'],
  demo: ['ingestToken', 'fingerprintKey'],
} as const satisfies Readonly<Record<string, readonly (keyof Secrets)[]>>;

/** Variables with the secrets that one part is given. */
export function toSecretVariables(part: keyof typeof SECRETS_OF, secrets: Secrets): Record<string, string> {
  return Object.fromEntries(SECRETS_OF[part].map((name) => [VARIABLES[name], secrets[name]]));
}

/** Path of the Ed25519 key (PKCS #8, PEM) that signs audit checkpoints; made when missing. */
export function openAuditKey(dataDirectory: string): string {
  const file = join(dataDirectory, 'audit-key.pem');
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    writePrivate(file, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  }
  return file;
}

function writePrivate(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
  chmodSync(file, 0o600);
}

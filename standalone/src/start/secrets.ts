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

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { secretVariable } from '@botscope/conventions';

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

/**
 * Secrets of a data directory (`secrets.json`, mode 0600); missing ones are made and kept.
 * @throws Error that names the file and what in it is no secret.
 */
export function openSecrets(dataDirectory: string): Secrets {
  const file = join(dataDirectory, 'secrets.json');
  mkdirSync(dataDirectory, { recursive: true });
  const known = readSecrets(file);
  const isComplete = SECRET_NAMES.every((name) => known[name] !== undefined);
  const secrets = Object.fromEntries(
    SECRET_NAMES.map((name) => [name, known[name] ?? randomBytes(32).toString('hex')]),
  );
  if (isComplete) chmodSync(file, 0o600);
  else writePrivate(file, JSON.stringify({ ...known, ...secrets }, null, 2));
  return secrets as unknown as Secrets;
}

function readSecrets(file: string): Partial<Record<string, string>> {
  if (!existsSync(file)) return {};
  const known = parseSecrets(file);
  const problems = SECRET_NAMES.flatMap((name) => describeProblem(name, known[name]));
  if (problems.length === 0) return known as Partial<Record<string, string>>;
  throw new Error(`${file}: ${problems.join(', ')}; remove the line to have a new one made`);
}

/** By the rule of the programs that are given it, which could name only the variable. */
function describeProblem(name: string, value: unknown): string[] {
  if (value === undefined) return [];
  if (typeof value !== 'string') return [`${name} is no text`];
  const reading = secretVariable({ name, description: '' }).read(value);
  return 'problem' in reading ? [`${name} ${reading.problem}`] : [];
}

function parseSecrets(file: string): Readonly<Record<string, unknown>> {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof content === 'object' && content !== null && !Array.isArray(content))
      return content as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  // Without a cause: the parser quotes what it could not read.
  throw new Error(`${file} is no JSON file of secrets: restore it, or remove it to make new ones`);
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

/** Written beside its place and moved there when it is on disk: a power cut leaves no half file. */
function writePrivate(file: string, text: string): void {
  const beside = `${file}.new`;
  writeFileSync(beside, text, { mode: 0o600, flush: true });
  chmodSync(beside, 0o600);
  renameSync(beside, file);
}

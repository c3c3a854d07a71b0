import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Public half of the key as `/api/signing-keys/keys` shows it. */
export interface PublicJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly kid: string;
  readonly use: 'sig';
  readonly alg: 'ES256';
}

/** The workbench's own key, P-256. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly jwk: PublicJwk;
  /** Secret for signed cookies, derived from the private key; hex. */
  readonly cookieSecret: string;
}

/** File name below the data directory. */
export const SIGNING_KEY_FILE = 'workbench-key.pem';

/** The key kept in a directory; made and kept with mode 0600 when there is none. Throws for an unreadable one. */
export async function loadSigningKey(directory: string): Promise<SigningKey> {
  const file = join(directory, SIGNING_KEY_FILE);
  await mkdir(directory, { recursive: true });
  try {
    await writeFile(file, createPem(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  try {
    return toSigningKey(createPrivateKey(await readFile(file)));
  } catch (cause) {
    throw new Error(`${file} holds no usable key: delete it, and the workbench makes a new one`, { cause });
  }
}

function createPem(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
}

function toSigningKey(privateKey: KeyObject): SigningKey {
  const { kty, crv, x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (kty !== 'EC' || crv !== 'P-256' || x === undefined || y === undefined) throw new Error('not a P-256 key');
  // RFC 7638: the thumbprint is over the required members in alphabetical order.
  const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  const kid = `workbench-${thumbprint.slice(0, 16)}-es256`;
  return { privateKey, jwk: { kty, crv, x, y, kid, use: 'sig', alg: 'ES256' }, cookieSecret: deriveSecret(privateKey) };
}

function deriveSecret(privateKey: KeyObject): string {
  const material = privateKey.export({ format: 'der', type: 'pkcs8' });
  return Buffer.from(hkdfSync('sha256', material, '', 'botscope workbench cookies', 32)).toString('hex');
}

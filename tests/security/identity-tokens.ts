import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '@botscope/conventions';
import type { Product } from '../product/start-product.ts';
import { sendRaw } from '../browser/send-raw.ts';

/** Makes identity tokens as the running workbench does, with its own key, and tokens that it never gave. */
export interface TokenForge {
  /** A token that the gateway accepts; claims may be overridden. */
  readonly genuine: (role: Role, changes?: object) => string;
  /** Tokens that claim to be an Admin and are to be refused, by what is wrong with them. */
  readonly refused: () => Readonly<Record<string, string>>;
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function signEs256(key: KeyObject, header: object, claims: object): string {
  const text = `${encode(header)}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

function signHmac(secret: string, header: object, claims: object): string {
  const text = `${encode({ ...header, alg: 'HS256' })}.${encode(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

/** Reads the key of a running product's workbench. */
export async function openTokenForge({ urls, dataDirectory }: Product): Promise<TokenForge> {
  const key = createPrivateKey(readFileSync(join(dataDirectory, 'workbench-key.pem')));
  const { text } = await sendRaw(urls.ui, '/api/signing-keys/keys');
  const [{ kid }] = (JSON.parse(text) as { keys: [{ kid: string }] }).keys;
  const header = { alg: 'ES256', kid, typ: 'jwt' };
  const now = Math.floor(Date.now() / 1000);
  const toClaims = (role: Role, changes: object = {}) => ({
    aud: 'org:1',
    exp: now + 600,
    iat: now,
    identifier: 'somebody',
    iss: `${urls.ui}/`,
    name: 'Some Body',
    email: 'some@body.example',
    username: 'somebody',
    role,
    sub: 'user:9',
    type: 'user',
    ...changes,
  });
  const genuine = (role: Role, changes: object = {}) => signEs256(key, header, toClaims(role, changes));
  return { genuine, refused: () => forgeTokens(key, header, toClaims('Admin'), genuine) };
}

function forgeTokens(
  key: KeyObject,
  header: { readonly kid: string },
  claims: object,
  genuine: TokenForge['genuine'],
): Readonly<Record<string, string>> {
  const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const publicPem = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
  const [head, , signature] = genuine('Viewer').split('.');
  const anHourAgo = Math.floor(Date.now() / 1000) - 3600;
  return {
    'no token at all': 'admin',
    'a foreign key under the known id': signEs256(foreign, header, claims),
    'a foreign key under its own id': signEs256(foreign, { ...header, kid: 'foreign' }, claims),
    'no signature': `${encode({ ...header, alg: 'none' })}.${encode(claims)}.`,
    'an HMAC of the public key': signHmac(publicPem, header, claims),
    'a Viewer changed to Admin': `${head}.${encode(claims)}.${signature}`,
    'expired an hour ago': genuine('Admin', { iat: anHourAgo - 600, exp: anHourAgo }),
    'no end': genuine('Admin', { exp: undefined }),
    'another Grafana': genuine('Admin', { iss: 'http://evil.example/' }),
    'another organisation': genuine('Admin', { aud: 'org:2' }),
    'a service account': genuine('Admin', { type: 'service-account', sub: 'service-account:5' }),
    'an anonymous visitor': genuine('Admin', { type: 'anonymous', sub: 'anonymous:0' }),
    'no role': genuine('Admin', { role: undefined }),
  };
}

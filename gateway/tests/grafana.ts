import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Claims of a token. */
export type Claims = Readonly<Record<string, unknown>>;

/** A key pair of Grafana. */
export interface TestKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The part of Grafana that the gateway asks: its public keys, over real HTTP. */
export interface TestGrafana {
  readonly url: string;
  /** Keys served; change it to rotate. */
  keys: TestKey[];
  /** Answer 500 instead of keys. */
  broken: boolean;
  /** Times the keys were fetched. */
  readonly fetches: () => number;
  readonly close: () => Promise<void>;
}

/** A new ES256 key pair. */
export function createTestKey(id: string): TestKey {
  return { id, ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) };
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as Grafana signs it; `header` overrides what it says about itself. */
export function signToken(key: TestKey, claims: Claims, header: Claims = {}): string {
  const text = `${encode({ alg: 'ES256', kid: key.id, typ: 'jwt', ...header })}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(text), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

/** The same claims without a signature (`alg: none`). */
export function unsignedToken(key: TestKey, claims: Claims): string {
  return `${encode({ alg: 'none', kid: key.id, typ: 'jwt' })}.${encode(claims)}.`;
}

/** The same claims signed with the public key as an HMAC secret, the classic confusion. */
export function confusedToken(key: TestKey, claims: Claims): string {
  const text = `${encode({ alg: 'HS256', kid: key.id, typ: 'jwt' })}.${encode(claims)}`;
  const secret = key.publicKey.export({ type: 'spki', format: 'pem' });
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

/** Starts a key server on a free port. */
export async function startTestGrafana(): Promise<TestGrafana> {
  let fetches = 0;
  const server = createServer((request, response) => {
    fetches += 1;
    const found = request.url === '/api/signing-keys/keys' && !grafana.broken;
    response.writeHead(found ? 200 : 500, { 'Content-Type': 'application/json' });
    const keys = grafana.keys.map(({ id, publicKey }) => ({
      ...publicKey.export({ format: 'jwk' }),
      kid: id,
      alg: 'ES256',
    }));
    response.end(JSON.stringify(found ? { keys } : {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const grafana: TestGrafana = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys: [createTestKey('id-2026-11-es256')],
    broken: false,
    fetches: () => fetches,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return grafana;
}

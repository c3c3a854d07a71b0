import { createPublicKey, verify } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIdentityTokens } from './identity-token.ts';
import { findPerson } from './people.ts';
import { loadSigningKey, SIGNING_KEY_FILE, type SigningKey } from './signing-key.ts';

const viewer = findPerson('viewer')!;
const startMillis = Date.UTC(2026, 10, 21, 14);
let directory: string;
let key: SigningKey;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'signing-key-'));
  key = await loadSigningKey(directory);
});
afterAll(() => rm(directory, { recursive: true }));

const decode = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as object;

describe('createIdentityTokens', () => {
  it('signs header and claims of the shape that Grafana sends', () => {
    const token = createIdentityTokens(
      key,
      () => 'http://127.0.0.1:3000/',
      () => startMillis,
    )(viewer);
    const [header, claims] = token.split('.');
    expect(decode(header)).toEqual({ alg: 'ES256', kid: key.jwk.kid, typ: 'jwt' });
    expect(decode(claims)).toEqual({
      aud: 'org:1',
      authenticatedBy: 'password',
      email: 'viewer@localhost',
      exp: startMillis / 1000 + 600,
      iat: startMillis / 1000,
      identifier: 'botscope-viewer',
      iss: 'http://127.0.0.1:3000/',
      name: 'Vera Viewer',
      namespace: 'default',
      role: 'Viewer',
      sub: 'user:3',
      type: 'user',
      username: 'viewer',
    });
  });

  it('signs so that the public key verifies', () => {
    const [header, claims, signature] = createIdentityTokens(key, () => 'x')(viewer).split('.');
    const publicKey = createPublicKey({ key: { ...key.jwk }, format: 'jwk' });
    const check = (text: string) =>
      verify(
        'sha256',
        Buffer.from(text),
        { key: publicKey, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature!, 'base64url'),
      );
    expect(check(`${header}.${claims}`)).toBe(true);
    expect(check(`${header}.${claims}x`)).toBe(false);
  });

  it('uses a token again until shortly before its end', () => {
    let nowMillis = startMillis;
    const tokens = createIdentityTokens(
      key,
      () => 'x',
      () => nowMillis,
    );
    const first = tokens(viewer);
    nowMillis += 539_000;
    expect(tokens(viewer)).toBe(first);
    nowMillis += 1_000;
    expect(tokens(viewer)).not.toBe(first);
    expect(tokens(findPerson('admin')!)).not.toBe(tokens(viewer));
  });

  it('signs anew when the issuer changed', () => {
    let issuer = 'a';
    const tokens = createIdentityTokens(
      key,
      () => issuer,
      () => startMillis,
    );
    const first = tokens(viewer);
    issuer = 'b';
    expect(decode(tokens(viewer).split('.')[1])).toMatchObject({ iss: 'b' });
    expect(tokens(viewer)).not.toBe(first);
  });
});

describe('loadSigningKey', () => {
  it('keeps the key in a file that only its owner reads', async () => {
    expect(statSync(join(directory, SIGNING_KEY_FILE)).mode & 0o777).toBe(0o600);
    expect((await loadSigningKey(directory)).jwk).toEqual(key.jwk);
    expect(JSON.stringify(key.jwk)).not.toContain('"d"');
    expect(readFileSync(join(directory, SIGNING_KEY_FILE), 'utf8')).toContain('PRIVATE KEY');
  });

  it('names the file when it holds no key', async () => {
    const other = await mkdtemp(join(tmpdir(), 'signing-key-'));
    await loadSigningKey(other);
    await writeFile(join(other, SIGNING_KEY_FILE), 'no key');
    await expect(loadSigningKey(other)).rejects.toThrow(join(other, SIGNING_KEY_FILE));
    await rm(other, { recursive: true });
  });
});

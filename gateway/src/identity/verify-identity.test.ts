import { describe, expect, it } from 'vitest';
import { GatewayError } from '../gateway-error.ts';
import { confusedToken, createTestKey, signToken, unsignedToken, type Claims } from '../../tests/grafana.ts';
import type { ClaimExpectations } from './narrow-claims.ts';
import { verifyIdentity } from './verify-identity.ts';

const key = createTestKey('k1');
const keys = { find: async (id: string) => (id === key.id ? key.publicKey : undefined) };
const nowMillis = 1_795_240_100_000;
const expectations: ClaimExpectations = {
  rootUrl: 'http://127.0.0.1:3000/',
  orgIds: [1, 7],
  acceptedKinds: ['user'],
  nowMillis,
};
const person: Claims = {
  aud: 'org:1',
  authenticatedBy: 'password',
  email: 'viewer@example.test',
  exp: 1_795_240_600,
  iat: 1_795_240_000,
  identifier: 'dg4yexample',
  iss: 'http://127.0.0.1:3000/',
  name: 'Viewer Person',
  namespace: 'default',
  role: 'Viewer',
  sub: 'user:2',
  type: 'user',
  username: 'viewer',
};

async function codeFor(token: string, changes: Partial<ClaimExpectations> = {}): Promise<string> {
  try {
    await verifyIdentity(token, keys, { ...expectations, ...changes });
    return 'accepted';
  } catch (error) {
    return error instanceof GatewayError ? error.code : String(error);
  }
}

describe('verifyIdentity', () => {
  it('takes login, e-mail, name, role and organisation from the token', async () => {
    expect(await verifyIdentity(signToken(key, person), keys, expectations)).toEqual({
      id: 'dg4yexample',
      login: 'viewer',
      email: 'viewer@example.test',
      name: 'Viewer Person',
      role: 'Viewer',
      orgId: 1,
    });
  });

  it.each<[string, Claims, string]>([
    ['another issuer', { iss: 'http://127.0.0.1:3000' }, 'identity_invalid'],
    ['no issuer', { iss: undefined }, 'identity_invalid'],
    ['another organisation', { aud: 'org:2' }, 'identity_invalid'],
    ['an organisation that begins like ours', { aud: 'org:10' }, 'identity_invalid'],
    ['several organisations', { aud: ['org:1', 'org:2'] }, 'identity_invalid'],
    ['no end', { exp: undefined }, 'identity_invalid'],
    ['an end as text', { exp: '1795240600' }, 'identity_invalid'],
    ['an end that has passed', { exp: 1_795_240_090 }, 'identity_expired'],
    ['a start to come', { nbf: 1_795_240_200 }, 'identity_invalid'],
    ['an issue to come', { iat: 1_795_240_200 }, 'identity_invalid'],
    ['a service account', { type: 'service-account', sub: 'service-account:5' }, 'identity_kind_refused'],
    ['an anonymous visitor', { type: 'anonymous', sub: 'anonymous:0' }, 'identity_kind_refused'],
    ['no kind', { type: undefined }, 'identity_kind_refused'],
    ['a kind that is not the subject', { sub: 'service-account:5' }, 'identity_invalid'],
    ['no role', { role: 'None' }, 'role_too_low'],
    ['a role of another type', { role: ['Admin'] }, 'role_too_low'],
  ])('refuses %s', async (_what, changes, code) => {
    expect(await codeFor(signToken(key, { ...person, ...changes }))).toBe(code);
  });

  it.each<[string, string]>([
    ['a foreign key under a known id', signToken(createTestKey('k1'), person)],
    ['an unknown key', signToken(createTestKey('k2'), person)],
    ['no key id', signToken(key, person, { kid: undefined })],
    ['no signature', unsignedToken(key, person)],
    ['an HMAC of the public key', confusedToken(key, person)],
    ['another algorithm in the header', signToken(key, person, { alg: 'ES384' })],
    ['an algorithm as an array', signToken(key, person, { alg: ['ES256'] })],
    ['changed claims', signToken(key, person).replace(/\.[^.]+\./, `.${Buffer.from('{}').toString('base64url')}.`)],
    ['two tokens joined', `${signToken(key, person)}, ${signToken(key, person)}`],
    ['a signature of zeros', signToken(key, person).replace(/[^.]+$/, 'A'.repeat(86))],
    ['claims that are no object', signToken(key, [] as unknown as Claims)],
    ['a token of 9 KB', signToken(key, { ...person, pad: 'x'.repeat(9_000) })],
    ['nonsense', 'a.b.c'],
  ])('refuses %s', async (_what, token) => {
    expect(await codeFor(token)).toBe('identity_invalid');
  });

  it('accepts other kinds where configured, known by their subject', async () => {
    const account = { ...person, type: 'service-account', sub: 'service-account:5', role: 'Editor' };
    for (const name of ['identifier', 'username', 'name', 'email']) delete (account as Record<string, unknown>)[name];
    const user = await verifyIdentity(signToken(key, account), keys, {
      ...expectations,
      acceptedKinds: ['user', 'service-account'],
    });
    expect(user).toMatchObject({ id: 'service-account:5', login: 'service-account:5', email: '', role: 'Editor' });
    expect(await codeFor(signToken(key, { ...account, type: 'anonymous', sub: 'anonymous:0' }))).toBe(
      'identity_kind_refused',
    );
  });

  it('accepts any of the configured organisations', async () => {
    const user = await verifyIdentity(signToken(key, { ...person, aud: 'org:7' }), keys, expectations);
    expect(user.orgId).toBe(7);
  });

  it('forgives clocks that differ by a few seconds', async () => {
    expect(await codeFor(signToken(key, { ...person, exp: nowMillis / 1000 - 5 }))).toBe('accepted');
    expect(await codeFor(signToken(key, { ...person, iat: nowMillis / 1000 + 5 }))).toBe('accepted');
  });
});

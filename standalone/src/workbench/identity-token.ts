import { sign } from 'node:crypto';
import type { Person } from './people.ts';
import type { SigningKey } from './signing-key.ts';

const LIFE_SECONDS = 600;
/** A token is used again until this long before its end. */
const RENEW_BEFORE_END_SECONDS = 60;

/** Gives the identity token of a person, as Grafana sends it in `X-Grafana-Id`. */
export type IdentityTokens = (person: Person) => string;

/** Identity tokens: JWT, ES256, 10 minutes, used again until shortly before their end. */
export function createIdentityTokens(
  key: SigningKey,
  issuer: () => string,
  nowMillis: () => number = Date.now,
): IdentityTokens {
  const kept = new Map<string, { readonly token: string; readonly issuer: string; readonly renewAtSeconds: number }>();
  return (person) => {
    const nowSeconds = Math.floor(nowMillis() / 1000);
    const found = kept.get(person.login);
    if (found && found.issuer === issuer() && nowSeconds < found.renewAtSeconds) return found.token;
    const token = signToken(key, toClaims(person, issuer(), nowSeconds));
    const renewAtSeconds = nowSeconds + LIFE_SECONDS - RENEW_BEFORE_END_SECONDS;
    kept.set(person.login, { token, issuer: issuer(), renewAtSeconds });
    return token;
  };
}

function toClaims(person: Person, issuer: string, nowSeconds: number): object {
  return {
    aud: 'org:1',
    authenticatedBy: 'password',
    email: person.email,
    exp: nowSeconds + LIFE_SECONDS,
    iat: nowSeconds,
    identifier: person.uid,
    iss: issuer,
    name: person.name,
    namespace: 'default',
    role: person.role,
    sub: `user:${person.id}`,
    type: 'user',
    username: person.login,
  };
}

function signToken(key: SigningKey, claims: object): string {
  const header = { alg: key.jwk.alg, kid: key.jwk.kid, typ: 'jwt' };
  const signed = `${toBase64Url(header)}.${toBase64Url(claims)}`;
  const signature = sign('sha256', Buffer.from(signed), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

function toBase64Url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

import { ROLES, type BotscopeUser, type Role } from '@botscope/conventions';
import { GatewayError } from '../gateway-error.ts';

/** Kinds of identity that Grafana signs. */
export type IdentityKind = 'user' | 'service-account' | 'anonymous';

/** What the claims of a token must say. */
export interface ClaimExpectations {
  /** Grafana's root URL with sub path and trailing slash: `iss`. */
  readonly rootUrl: string;
  /** Organisations whose members may ask: n of `aud` = `org:n`. */
  readonly orgIds: readonly number[];
  readonly acceptedKinds: readonly IdentityKind[];
  /** Milliseconds since the epoch. */
  readonly nowMillis: number;
}

type Claims = Readonly<Record<string, unknown>>;

const CLOCK_LEEWAY_SECONDS = 10;

function checkTimes(claims: Claims, nowSeconds: number): void {
  const { exp, nbf, iat } = claims;
  if (typeof exp !== 'number') throw new GatewayError('identity_invalid', { detail: 'It has no end.' });
  if (nowSeconds >= exp + CLOCK_LEEWAY_SECONDS) throw new GatewayError('identity_expired');
  const start = Math.max(typeof nbf === 'number' ? nbf : 0, typeof iat === 'number' ? iat : 0);
  if (nowSeconds < start - CLOCK_LEEWAY_SECONDS) {
    throw new GatewayError('identity_invalid', { detail: 'It is from the future: compare the clocks.' });
  }
}

function narrowOrgId(audience: unknown, orgIds: readonly number[]): number {
  const [, digits] = (typeof audience === 'string' && /^org:([1-9][0-9]{0,8})$/.exec(audience)) || [];
  const orgId = orgIds.find((accepted) => String(accepted) === digits);
  if (orgId === undefined) throw new GatewayError('identity_invalid', { detail: 'It is for another organisation.' });
  return orgId;
}

function checkKind(claims: Claims, acceptedKinds: readonly IdentityKind[]): void {
  const kind = acceptedKinds.find((accepted) => accepted === claims.type);
  if (kind === undefined) throw new GatewayError('identity_kind_refused');
  if (typeof claims.sub !== 'string' || !claims.sub.startsWith(`${kind}:`)) {
    throw new GatewayError('identity_invalid', { detail: 'Its subject is of another kind than it says.' });
  }
}

function narrowRole(role: unknown): Role {
  const found = ROLES.find((known) => known === role);
  if (found === undefined) throw new GatewayError('role_too_low');
  return found;
}

/** The person that verified claims name. Throws `identity_…` or `role_too_low` for what is not accepted. */
export function narrowClaims(claims: Claims, expectations: ClaimExpectations): BotscopeUser {
  if (claims.iss !== expectations.rootUrl) {
    throw new GatewayError('identity_invalid', { detail: 'It is from another Grafana.' });
  }
  checkTimes(claims, expectations.nowMillis / 1000);
  const orgId = narrowOrgId(claims.aud, expectations.orgIds);
  checkKind(claims, expectations.acceptedKinds);
  const text = (name: string, fallback: string): string => {
    const value = claims[name];
    return typeof value === 'string' && value !== '' ? value : fallback;
  };
  const subject = text('sub', '');
  const login = text('username', subject);
  return {
    id: text('identifier', subject),
    login,
    email: text('email', ''),
    name: text('name', login),
    role: narrowRole(claims.role),
    orgId,
  };
}

import { verify } from 'node:crypto';
import type { BotscopeUser } from '@botscope/conventions';
import { GatewayError } from '../gateway-error.ts';
import { narrowClaims, type ClaimExpectations } from './narrow-claims.ts';
import { parseToken } from './parse-token.ts';
import type { SigningKeys } from './signing-keys.ts';

/** Who a token of `X-Grafana-Id` names. Throws a {@link GatewayError} unless signature and claims are in order. */
export async function verifyIdentity(
  token: string,
  keys: SigningKeys,
  expectations: ClaimExpectations,
): Promise<BotscopeUser> {
  const { keyId, claims, signedText, signature } = parseToken(token);
  const key = await keys.find(keyId);
  if (key === undefined) throw new GatewayError('identity_invalid', { detail: 'Grafana does not know its key.' });
  if (!verify('sha256', Buffer.from(signedText), { key, dsaEncoding: 'ieee-p1363' }, signature)) {
    throw new GatewayError('identity_invalid', { detail: 'Its signature is wrong.' });
  }
  return narrowClaims(claims, expectations);
}

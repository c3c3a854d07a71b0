import { GatewayError } from '../gateway-error.ts';

/** An ES256 JWT taken apart; nothing in it is verified yet. */
export interface ParsedToken {
  /** Id of the key that is said to have signed it. */
  readonly keyId: string;
  readonly claims: Readonly<Record<string, unknown>>;
  /** What the signature is over. */
  readonly signedText: string;
  /** r and s, 32 bytes each. */
  readonly signature: Buffer;
}

const SHAPE = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})$/;
const LONGEST_TOKEN = 8192;

function parsePart(part: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('not an object');
  return value as Readonly<Record<string, unknown>>;
}

/**
 * Takes a token apart. The algorithm is ours to choose, not the token's: anything but ES256 is refused, so neither
 * `none` nor a public key used as an HMAC secret gets as far as a verification. Throws `identity_invalid`.
 */
export function parseToken(token: string): ParsedToken {
  const [, header = '', payload = '', signature = ''] = (token.length <= LONGEST_TOKEN && SHAPE.exec(token)) || [];
  if (header === '') throw new GatewayError('identity_invalid', { detail: 'It is not an ES256 JWT.' });
  try {
    const { alg, kid } = parsePart(header);
    if (alg !== 'ES256' || typeof kid !== 'string') throw new TypeError('not ES256 with a key id');
    return {
      keyId: kid,
      claims: parsePart(payload),
      signedText: `${header}.${payload}`,
      signature: Buffer.from(signature, 'base64url'),
    };
  } catch (cause) {
    throw new GatewayError('identity_invalid', { detail: 'It is not an ES256 JWT.', cause });
  }
}

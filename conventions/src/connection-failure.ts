/** Why a connection failed, in words for people, and what to do about it. */
export interface ConnectionFailure {
  /** The system's or TLS library's code; absent where there is none. */
  readonly code?: string;
  /** A sentence. */
  readonly reason: string;
  /** A sentence about `variable`, the setting that holds the address. */
  readonly fix: string;
}

type Description = readonly [reason: string, fix: (variable: string) => string];

const check = (variable: string): string => `Check host and port in ${variable}.`;
const NAME_UNKNOWN: Description = ['Its name cannot be resolved.', (variable) => `Check the host name in ${variable}.`];
const NO_WAY: Description = ['There is no way to it through the network.', check];
const TOO_SLOW: Description = [
  'It does not answer in time.',
  (variable) => `See whether it is overloaded, or whether a firewall stands before the address in ${variable}.`,
];
const NO_TLS: Description = [
  'It does not speak TLS.',
  (variable) => `Let the address in ${variable} begin with http://.`,
];
const NOT_HTTP: Description = [
  'It does not speak plain HTTP.',
  (variable) => `Let the address in ${variable} begin with https://, or name another port.`,
];
const NOT_TRUSTED: Description = [
  'Its certificate is not trusted.',
  (variable) => `Use the certificate's name in ${variable}, and name its authority in NODE_EXTRA_CA_CERTS.`,
];

const BY_CODE: Readonly<Record<string, Description>> = {
  ECONNREFUSED: ['Nothing listens there.', (variable) => `Start it, or check host and port in ${variable}.`],
  ENOTFOUND: NAME_UNKNOWN,
  EAI_AGAIN: NAME_UNKNOWN,
  EHOSTUNREACH: NO_WAY,
  ENETUNREACH: NO_WAY,
  ETIMEDOUT: TOO_SLOW,
  UND_ERR_CONNECT_TIMEOUT: TOO_SLOW,
  UND_ERR_HEADERS_TIMEOUT: TOO_SLOW,
  EPROTO: NO_TLS,
  ERR_SSL_WRONG_VERSION_NUMBER: NO_TLS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: NO_TLS,
  CERT_HAS_EXPIRED: ['Its certificate has expired.', () => 'Renew the certificate.'],
  DEPTH_ZERO_SELF_SIGNED_CERT: NOT_TRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: NOT_TRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: NOT_TRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: NOT_TRUSTED,
  ERR_TLS_CERT_ALTNAME_INVALID: NOT_TRUSTED,
};

const OTHER: Description = ['The connection broke.', check];

/** The innermost error that has a code: HTTP clients wrap the system's. */
function findCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'TimeoutError') return 'ETIMEDOUT';
  const inner = findCode(error.cause) ?? (error instanceof AggregateError ? findCode(error.errors[0]) : undefined);
  const { code } = error as { code?: unknown };
  return inner ?? (typeof code === 'string' ? code : undefined);
}

function find(code: string | undefined): Description {
  if (code === undefined) return OTHER;
  return BY_CODE[code] ?? (code.startsWith('HPE_') ? NOT_HTTP : OTHER);
}

/**
 * Describes what an HTTP client threw when a server could not be asked.
 * @param variable name of the setting that holds the server's address
 */
export function describeConnectionFailure(error: unknown, variable: string): ConnectionFailure {
  const code = findCode(error);
  const [reason, fix] = find(code);
  return { ...(code === undefined ? {} : { code }), reason, fix: fix(variable) };
}

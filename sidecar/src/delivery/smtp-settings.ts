import { isIP } from 'node:net';

/** How an SMTP server is reached. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (`smtps`). */
  readonly implicitTls: boolean;
  /** No mail without TLS. */
  readonly requireTls: boolean;
  readonly user?: string;
  readonly password?: string;
}

/** What the configuration says about SMTP. */
export interface SmtpInput {
  readonly url?: string;
  readonly host?: string;
  readonly port: number;
  readonly user?: string;
  readonly password?: string;
  readonly tls: 'required' | 'optional';
}

/** Settings, absent where nothing is configured, and what is wrong with them. */
export interface SmtpReading {
  readonly settings?: SmtpSettings;
  readonly problems: readonly string[];
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** Percent escapes decoded; text whose escapes are malformed is taken as it is. */
function decode(text: string): string {
  return /%(?![0-9A-Fa-f]{2})/.test(text) ? text : decodeURIComponent(text);
}

function parseUrl(url: string): Omit<SmtpSettings, 'requireTls'> | undefined {
  const parsed = URL.parse(url);
  const defaultPort = DEFAULT_PORTS[parsed?.protocol ?? ''];
  if (parsed === null || defaultPort === undefined || parsed.hostname === '') return undefined;
  return {
    host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: parsed.port === '' ? defaultPort : Number(parsed.port),
    implicitTls: parsed.protocol === 'smtps:',
    ...(parsed.username === '' ? {} : { user: decode(parsed.username) }),
    ...(parsed.password === '' ? {} : { password: decode(parsed.password) }),
  };
}

function toServer({ url, host, port, user, password }: SmtpInput): Omit<SmtpSettings, 'requireTls'> | undefined {
  if (url !== undefined) return parseUrl(url);
  if (host === undefined) return undefined;
  return {
    host,
    port,
    implicitTls: port === DEFAULT_PORTS['smtps:'],
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
  };
}

/** Makes settings of what is configured; the URL and the single variables exclude each other. */
export function readSmtpSettings(input: SmtpInput): SmtpReading {
  const { url, host, user, password, tls } = input;
  if (url === undefined && host === undefined) {
    const left = user !== undefined || password !== undefined;
    return { problems: left ? ['BOTSCOPE_SMTP_HOST is missing: a user name or password is set, but no server.'] : [] };
  }
  if (url !== undefined && (host ?? user ?? password) !== undefined) {
    return { problems: ['BOTSCOPE_SMTP_URL excludes BOTSCOPE_SMTP_HOST, _USER and _PASSWORD; set one or the other.'] };
  }
  const server = toServer(input);
  if (server === undefined) {
    return { problems: ['BOTSCOPE_SMTP_URL is not of the form smtp://user:password@host:587 or smtps://…'] };
  }
  const problems =
    (server.user === undefined) === (server.password === undefined)
      ? []
      : ['The SMTP server needs both a user name and a password, or neither.'];
  return { settings: { ...server, requireTls: tls === 'required' && !isThisMachine(server.host) }, problems };
}

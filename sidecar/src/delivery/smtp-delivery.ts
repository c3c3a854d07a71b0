import { createTransport, type NodemailerError } from 'nodemailer';
import { cleanHeader } from '../mail/clean-header.ts';
import type { Delivery, DeliveryHealth, DeliveryResult } from './delivery.ts';
import type { SmtpSettings } from './smtp-settings.ts';

/** Time limits of {@link createSmtpDelivery}. */
export interface SmtpDeliveryOptions {
  /** For connection, greeting and every answer; default 20 s. */
  readonly timeoutMillis?: number;
}

const DEFAULT_TIMEOUT_MILLIS = 20_000;
const IDLE_TIMEOUT_MILLIS = 10_000;
const CONNECTIONS = 4;
const LONGEST_ANSWER = 300;

function describeError(error: unknown): string {
  const { code, response, message } = error as Partial<NodemailerError>;
  return cleanHeader(response ?? `${message ?? 'failed'}${code ? ` (${code})` : ''}`, LONGEST_ANSWER);
}

/** Failures before the mail was judged, whatever number the server answered with: they can be put right. */
const BEFORE_THE_MAIL = ['EAUTH', 'ETLS'];

/** A 5xx about the mail is final; everything else (refused, time-out, TLS, password, 4xx) may be better later. */
function toFailure(error: unknown): DeliveryResult {
  const { responseCode, code = '' } = error as Partial<NodemailerError>;
  const unreachable = responseCode === undefined || BEFORE_THE_MAIL.includes(code);
  const answer = describeError(error);
  return !unreachable && responseCode >= 500
    ? { outcome: 'failed', answer }
    : { outcome: 'retryable', answer, unreachable };
}

function toFix({ code }: Partial<NodemailerError>, { host, port }: SmtpSettings): string {
  if (code === 'EAUTH') return 'Check the user name and password of the SMTP server.';
  if (code === 'ETLS') return 'Let the SMTP server offer TLS, or set BOTSCOPE_SMTP_TLS=optional.';
  return `Check that ${host}:${port} can be reached from the sidecar.`;
}

/**
 * Mails by SMTP. Our own retries are the only ones: the pool's would hide attempts from the ledger. Nothing is fetched
 * from files or addresses, and without TLS nothing is sent unless the settings allow it.
 */
export function createSmtpDelivery(settings: SmtpSettings, options: SmtpDeliveryOptions = {}): Delivery {
  const { timeoutMillis = DEFAULT_TIMEOUT_MILLIS } = options;
  const { host, port, implicitTls, requireTls, user, password } = settings;
  const transport = createTransport({
    pool: true,
    host,
    port,
    secure: implicitTls,
    requireTLS: requireTls,
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: requireTls || implicitTls },
    ...(user === undefined || password === undefined ? {} : { auth: { user, pass: password } }),
    maxConnections: CONNECTIONS,
    maxRequeues: 0,
    idleTimeout: IDLE_TIMEOUT_MILLIS,
    connectionTimeout: timeoutMillis,
    greetingTimeout: timeoutMillis,
    socketTimeout: timeoutMillis,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    deliver: async ({ from, to, bytes }) => {
      try {
        const { response, rejected } = await transport.sendMail({
          envelope: { from, to: [...to] },
          raw: Buffer.from(bytes),
        });
        const refused = rejected.length > 0 ? ` (${rejected.length} of ${to.length} recipients refused)` : '';
        return { outcome: 'sent', answer: cleanHeader(`${response}${refused}`, LONGEST_ANSWER) };
      } catch (error) {
        return toFailure(error);
      }
    },
    check: async (): Promise<DeliveryHealth> => {
      try {
        await transport.verify();
        return { ok: true };
      } catch (error) {
        return { ok: false, reason: `SMTP: ${describeError(error)}`, fix: toFix(error as NodemailerError, settings) };
      }
    },
    close: () => transport.close({ force: true }),
  };
}

import { hash } from 'node:crypto';

/** What makes two errors the same. */
export interface ErrorIdentity {
  readonly bot: string | undefined;
  readonly step: string | undefined;
  readonly errorType: string;
  readonly host?: string | undefined;
  readonly message?: string | undefined;
}

const DIGITS = 16;

/** `bot.error.fingerprint`: 16 hex digits, equal for errors that differ only in ids, numbers and quoted texts. */
export function toErrorFingerprint({ bot, step, errorType, host, message }: ErrorIdentity): string {
  const parts = [bot ?? '', step ?? '', errorType, host ?? '', normaliseMessage(message ?? '')];
  return hash('sha256', JSON.stringify(parts), 'hex').slice(0, DIGITS);
}

/** Replaces what changes from one occurrence of an error to the next. */
export function normaliseMessage(message: string): string {
  return message
    .slice(0, 500)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '#')
    .replace(/\[redacted:[^\]]*\]/g, '#')
    .replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '#')
    .replace(/\b(?=[\w-]*\d)[\w-]+/g, '#')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

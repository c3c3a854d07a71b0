import { randomBytes } from 'node:crypto';
import type { RedactionOptions } from '../api/redaction.ts';
import { createPseudonyms } from './pseudonyms.ts';
import { createSecretNames, type SecretNames } from './secret-names.ts';
import { createSecretPrinter, type SecretPrinter } from './secret-printer.ts';
import { createSecretScanner, type SecretScanner } from './secret-scanner.ts';

/** How secrets are found and replaced. */
export interface Redactor extends SecretNames, SecretScanner {
  readonly print: SecretPrinter;
  /** What a person is called in place of an id or a name: the same for the same under the same key. */
  readonly toPseudonym: (id: string) => string;
}

/** The options with a random key where there is none: parts that are made from them print alike. */
export function withFingerprintKey(
  options: RedactionOptions = {},
): RedactionOptions & { readonly fingerprintKey: string } {
  return { ...options, fingerprintKey: options.fingerprintKey ?? randomBytes(32).toString('hex') };
}

/** A redactor with the built-in rules, further names and the key of the prints. */
export function createRedactor(options: RedactionOptions = {}): Redactor {
  const names = createSecretNames(options.keys);
  const { fingerprintKey } = withFingerprintKey(options);
  const print = createSecretPrinter(fingerprintKey);
  return { ...names, print, toPseudonym: createPseudonyms(fingerprintKey), ...createSecretScanner(print, options) };
}

/**
 * The replacement of a value whose name is a secret's. Undefined where the value holds no secret: nothing, a truth value,
 * an empty text.
 */
export function redactSecret(value: unknown, redactor: Redactor): string | undefined {
  if (value === null || value === undefined || typeof value === 'boolean' || value === '') return undefined;
  if (typeof value === 'string') return redactCredential(value, redactor);
  return redactor.print(toComparableText(value));
}

/** Keeps the scheme of `Bearer …`, `Basic …`, which is no secret and makes a copied request work. */
export function redactCredential(value: string, redactor: Redactor): string {
  const [, scheme, credential] = /^(Bearer|Basic|Token|Digest|ApiKey|Negotiate)\s+(\S.*)$/is.exec(value) ?? [];
  return scheme !== undefined && credential !== undefined
    ? `${scheme} ${redactor.print(credential)}`
    : redactor.print(value);
}

function toComparableText(value: unknown): string {
  try {
    return typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? '');
  } catch {
    return 'unreadable';
  }
}

import { createHash, createHmac, randomBytes } from 'node:crypto';
import { parseRedacted, renderRedacted } from '@botscope/conventions';

/** Makes the text that replaces a secret. */
export type SecretPrinter = (secret: string) => string;

const PRINT_DIGITS = 8;
const KEY_ID_DIGITS = 4;

/**
 * Prints under a key (HMAC-SHA-256), so that equal secrets can be recognised without being stored. Without a key a random
 * one is used, and prints of different processes cannot be compared. What is replaced already stays as it is.
 */
export function createSecretPrinter(key: string = randomBytes(32).toString('hex')): SecretPrinter {
  const keyId = createHash('sha256').update(`key id ${key}`).digest('hex').slice(0, KEY_ID_DIGITS);
  return (secret) => {
    if (parseRedacted(secret) !== undefined) return secret;
    const print = createHmac('sha256', key).update(secret).digest('hex').slice(0, PRINT_DIGITS);
    return renderRedacted({ print, keyId });
  };
}

import { createSecretPrinter } from '../redaction/secret-printer.ts';
import { createSecretScanner, type SecretScanner } from '../redaction/secret-scanner.ts';
import type { StartConfiguration } from './start-configuration.ts';

/** A scanner whose prints can be compared with those that the recorders make. */
export function createScanner({
  fingerprintKey,
  options,
}: Pick<StartConfiguration, 'fingerprintKey' | 'options'>): SecretScanner {
  return createSecretScanner(createSecretPrinter(fingerprintKey), options.redaction);
}

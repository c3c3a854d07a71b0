import type { SecretScanner } from './secret-scanner.ts';

/** A scanner for texts in which what looks like a secret is none: hashes, ids, signatures. */
export const KEEP_EVERYTHING: SecretScanner = { scan: (text) => text, scanJson: (text) => text };

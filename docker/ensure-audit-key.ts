import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseSigningKey } from '@botscope/audit-chain';

/** The programs in the containers read it as user 1000, whoever owns it here; its directory keeps everyone else out. */
const READABLE = 0o444;
const OWNER_ONLY = 0o700;

/**
 * Makes the Ed25519 key (PEM) that signs checkpoints of the audit chain, in a directory that only its owner may enter.
 * A key that is there stays, since checkpoints refer to it. Returns whether one was made.
 * @throws Error that names the file when what is there is no such key.
 */
export function ensureAuditKey(file: string): boolean {
  mkdirSync(dirname(file), { recursive: true });
  chmodSync(dirname(file), OWNER_ONLY);
  if (existsSync(file)) {
    checkKey(file);
    return false;
  }
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  writeFileSync(`${file}.new`, pem, { mode: READABLE });
  chmodSync(`${file}.new`, READABLE);
  renameSync(`${file}.new`, file);
  return true;
}

function checkKey(file: string): void {
  try {
    parseSigningKey(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(
      `${file} cannot sign audit checkpoints: ${(error as Error).message}. Restore it, or remove it to have a new one made.`,
      { cause: error },
    );
  }
}

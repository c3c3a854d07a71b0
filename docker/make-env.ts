// `npm run make-env`: what docker-compose.yml needs besides the sources: a .env with fresh secrets, and the key that signs
// checkpoints of the audit chain. What is there already stays.
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AUDIT_KEY_FILE, completeEnv } from './complete-env.ts';
import { ensureAuditKey } from './ensure-audit-key.ts';

const SECRET_BYTES = 32;
const OWNER_ONLY = 0o600;
const file = process.argv[2] ?? fileURLToPath(new URL('../.env', import.meta.url));
const keyFile = join(dirname(file), AUDIT_KEY_FILE);

try {
  const present = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const { text, added } = completeEnv(present, () => randomBytes(SECRET_BYTES).toString('hex'));
  writeFileSync(`${file}.new`, text, { mode: OWNER_ONLY });
  chmodSync(`${file}.new`, OWNER_ONLY);
  renameSync(`${file}.new`, file);
  process.stdout.write(added.length > 0 ? `${file}: made ${added.join(', ')}\n` : `${file}: nothing is missing\n`);
  process.stdout.write(ensureAuditKey(keyFile) ? `${keyFile}: made\n` : `${keyFile}: is there\n`);
} catch (error) {
  process.stderr.write(`${file}: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

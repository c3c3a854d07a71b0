// `npm run make-env`: a .env with fresh secrets for docker-compose.yml. What stands in one already stays.
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { completeEnv } from './complete-env.ts';

const SECRET_BYTES = 32;
const OWNER_ONLY = 0o600;
const file = process.argv[2] ?? fileURLToPath(new URL('../.env', import.meta.url));

try {
  const present = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const { text, added } = completeEnv(present, () => randomBytes(SECRET_BYTES).toString('hex'));
  writeFileSync(`${file}.new`, text, { mode: OWNER_ONLY });
  chmodSync(`${file}.new`, OWNER_ONLY);
  renameSync(`${file}.new`, file);
  process.stdout.write(added.length > 0 ? `${file}: made ${added.join(', ')}\n` : `${file}: nothing is missing\n`);
} catch (error) {
  process.stderr.write(`${file}: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

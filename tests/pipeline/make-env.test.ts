import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSigningKey } from '@botscope/audit-chain';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AUDIT_KEY_FILE, COMPOSE_SECRETS, completeEnv } from '../../docker/complete-env.ts';
import { ensureAuditKey } from '../../docker/ensure-audit-key.ts';
import { listReferences, readText } from './read-yaml.ts';

let made = 0;
const createSecret = (): string => `d41d8cd98f00b204e98009${String(made++).padStart(6, '0')}`;

describe('completeEnv', () => {
  it('makes every secret that docker-compose.yml asks for, each another', () => {
    const asked = [...readText('docker-compose.yml').matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name]) => name);
    const { text, added } = completeEnv('', createSecret);
    expect([...new Set(asked)].sort()).toEqual([...added].sort());
    const values = [...text.matchAll(/^[A-Z_]+=(.+)$/gm)].map(([, value]) => value);
    expect(new Set(values).size).toBe(COMPOSE_SECRETS.length);
  });

  it('keeps what stands there and adds what is missing, once', () => {
    const present = 'BOTSCOPE_OWNER_EMAIL=ada@example.org\nBOTSCOPE_READ_TOKEN=0123456789abcdefghij';
    const first = completeEnv(present, createSecret);
    expect(first.text.startsWith(`${present}\n`)).toBe(true);
    expect(first.added).not.toContain('BOTSCOPE_READ_TOKEN');
    expect(completeEnv(first.text, createSecret)).toEqual({ text: first.text, added: [] });
  });

  it('refuses empty, short, example and repeated secrets, all in one message that does not show them', () => {
    const present = [
      'BOTSCOPE_INGEST_TOKEN=',
      'BOTSCOPE_READ_TOKEN=change-me-change-me',
      'BOTSCOPE_PROXY_SECRET=0123456789abcdefghij',
      'BOTSCOPE_INTERNAL_SECRET=0123456789abcdefghij',
    ].join('\n');
    const complete = (): unknown => completeEnv(present, createSecret);
    expect(complete).toThrow(
      /BOTSCOPE_INGEST_TOKEN is shorter.*BOTSCOPE_READ_TOKEN is an example.*BOTSCOPE_INTERNAL_SECRET is the same/,
    );
    expect(complete).not.toThrow(/0123456789/);
  });
});

describe('ensureAuditKey', () => {
  const createKeyFile = (): string => {
    const directory = mkdtempSync(join(tmpdir(), 'botscope-audit-key-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    return join(directory, AUDIT_KEY_FILE);
  };

  it('makes a key that programs of another user can read, behind a directory that only its owner enters', () => {
    const file = createKeyFile();
    expect(ensureAuditKey(file)).toBe(true);
    expect(parseSigningKey(readFileSync(file, 'utf8'))).toHaveProperty('secretKey');
    expect((statSync(file).mode & 0o777).toString(8)).toBe('444');
    expect((statSync(join(file, '..')).mode & 0o777).toString(8)).toBe('700');
  });

  it('keeps a key that is there, and refuses what is none', () => {
    const file = createKeyFile();
    ensureAuditKey(file);
    const first = readFileSync(file, 'utf8');
    expect(ensureAuditKey(file)).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe(first);
    rmSync(file);
    writeFileSync(file, 'no key');
    expect(() => ensureAuditKey(file)).toThrow(`${file} cannot sign audit checkpoints`);
    expect(readFileSync(file, 'utf8')).toBe('no key');
  });
});

describe('listReferences', () => {
  it('finds every form of a reference and no escaped dollar sign', () => {
    expect(listReferences('${env:AB_C:-x} $DE ${FG} $${HI} $${1} $JK')).toEqual(['AB_C', 'DE', 'FG', 'JK']);
  });
});

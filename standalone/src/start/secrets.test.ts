import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openAuditKey, openSecrets, toSecretVariables } from './secrets.ts';

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'botscope-secrets-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

describe('openSecrets', () => {
  it('makes distinct secrets once, readable by their owner only', () => {
    const directory = newDirectory();
    const secrets = openSecrets(directory);
    expect(new Set(Object.values(secrets)).size).toBe(5);
    expect(openSecrets(directory)).toEqual(secrets);
    expect(statSync(join(directory, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it.each(['{"ingest', '', '7', 'null', '[]'])('refuses the damaged file "%s", names it and keeps it', (text) => {
    const directory = newDirectory();
    const file = join(directory, 'secrets.json');
    writeFileSync(file, text);
    expect(() => openSecrets(directory)).toThrow(`${file} is no JSON file of secrets`);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('refuses what is no secret, names it and does not show it', () => {
    const directory = newDirectory();
    const content = {
      ingestToken: 'a-short-one',
      readToken: 5,
      proxySecret: 'change-me-change-me',
      internalSecret: 'x',
    };
    writeFileSync(join(directory, 'secrets.json'), JSON.stringify(content));
    const open = () => openSecrets(directory);
    expect(open).toThrow(/secrets\.json: ingestToken is shorter.*readToken is no text.*proxySecret is an example/);
    expect(open).not.toThrow('a-short-one');
  });

  it('adds a secret that is missing and keeps what else is there', () => {
    const directory = newDirectory();
    const file = join(directory, 'secrets.json');
    const kept = { internalSecret: 'd41d8cd98f00b204e9800998ecf8427e', ofALaterVersion: 'y' };
    writeFileSync(file, JSON.stringify(kept));
    const secrets = openSecrets(directory);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ ...secrets, ...kept });
    expect(secrets.ingestToken).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('toSecretVariables', () => {
  it('gives a bot no secret with which it could speak as the proxy, the gateway or a script', () => {
    const secrets = openSecrets(newDirectory());
    const { ingestToken, proxySecret, internalSecret, readToken, fingerprintKey } = secrets;
    expect(toSecretVariables('demo', secrets)).toEqual({
      BOTSCOPE_INGEST_TOKEN: ingestToken,
      BOTSCOPE_FINGERPRINT_KEY: fingerprintKey,
    });
    expect(toSecretVariables('workbench', secrets)).toEqual({ BOTSCOPE_PROXY_SECRET: proxySecret });
    expect(Object.values(toSecretVariables('gateway', secrets))).toEqual([proxySecret, internalSecret, readToken]);
    expect(Object.values(toSecretVariables('sidecar', secrets))).not.toContain(proxySecret);
  });
});

describe('openAuditKey', () => {
  it('makes the signing key once, readable by its owner only', () => {
    const directory = newDirectory();
    const file = openAuditKey(directory);
    const { mtimeMs, mode } = statSync(file);
    expect(mode & 0o777).toBe(0o600);
    expect(statSync(openAuditKey(directory)).mtimeMs).toBe(mtimeMs);
  });
});

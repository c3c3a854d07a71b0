import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAuditKey, openSecrets, toSecretVariables } from './secrets.ts';

const newDirectory = () => mkdtempSync(join(tmpdir(), 'botscope-secrets-'));

describe('openSecrets', () => {
  it('makes distinct secrets once, readable by their owner only', () => {
    const directory = newDirectory();
    const secrets = openSecrets(directory);
    expect(new Set(Object.values(secrets)).size).toBe(5);
    expect(openSecrets(directory)).toEqual(secrets);
    expect(statSync(join(directory, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('refuses a damaged file and names it', () => {
    const directory = newDirectory();
    writeFileSync(join(directory, 'secrets.json'), '{"ingest');
    expect(() => openSecrets(directory)).toThrow(/secrets\.json is no JSON/);
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

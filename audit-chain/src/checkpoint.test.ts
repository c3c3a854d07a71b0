import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import vectors from '../test-vectors.json' with { type: 'json' };
import {
  SigningKeyError,
  createSigningKey,
  narrowCheckpoint,
  parseSigningKey,
  parseVerifyingKey,
  signCheckpoint,
  toPublicKeyPem,
  verifyCheckpoint,
} from './index.ts';
import { buildChain, checkpointAt, checkpointEntry, strangeKey, testKey, withAttributes } from './test-chain.ts';

const [vector] = vectors.checkpoints as [(typeof vectors.checkpoints)[number]];
const checkpoint = checkpointAt(buildChain(3), 3);

describe('signCheckpoint', () => {
  it('agrees with the published vector', () => {
    const key = parseSigningKey(vector.privateKeyPem);
    const statement = { ...vector.checkpoint, timestampUnixNano: BigInt(vector.checkpoint.timestampUnixNano) };
    expect(signCheckpoint(statement, key)).toEqual({ ...statement, keyId: vector.keyId, signature: vector.signature });
    const publicKey = createPublicKey(vector.publicKeyPem);
    expect(verify(null, Buffer.from(vector.message), publicKey, Buffer.from(vector.signature, 'hex'))).toBe(true);
  });
});

describe('verifyCheckpoint', () => {
  it('accepts what was signed, with the right one of several keys', () => {
    expect(verifyCheckpoint(checkpoint, [strangeKey, testKey])).toBe('valid');
    expect(verifyCheckpoint(checkpoint, [strangeKey])).toBe('unknown-key');
  });

  it.each([
    ['chain', { chain: 'other' }],
    ['number', { headSeq: 4 }],
    ['hash', { headHash: 'a'.repeat(64) }],
    ['count', { count: 2 }],
    ['time', { timestampUnixNano: 1n }],
    ['signature', { signature: checkpoint.signature.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }],
    ['form of the signature', { signature: 'none' }],
    ['whole signature', { signature: 'f'.repeat(128) }],
  ])('refuses another %s', (_what, change) => {
    expect(verifyCheckpoint({ ...checkpoint, ...change }, [testKey])).toBe('bad-signature');
  });

  it('refuses the signature of another key under this key id', () => {
    const forged = { ...signCheckpoint(checkpoint, strangeKey), keyId: testKey.keyId };
    expect(verifyCheckpoint(forged, [testKey])).toBe('bad-signature');
  });
});

describe('narrowCheckpoint', () => {
  it('reads what toCheckpointAttributes writes', () => {
    expect(narrowCheckpoint(checkpointEntry(checkpoint))).toEqual(checkpoint);
  });

  it.each(['bot_audit_chain_id', 'bot_audit_checkpoint_head_seq', 'bot_audit_checkpoint_count'])('needs %s', (name) => {
    expect(narrowCheckpoint(withAttributes(checkpointEntry(checkpoint), { [name]: '' }))).toBeUndefined();
  });
});

describe('createSigningKey', () => {
  it('makes files that node:crypto reads, and reads those that it makes', () => {
    const pem = createSigningKey();
    const message = Buffer.from('message');
    expect(
      verify(
        null,
        message,
        createPublicKey(pem.publicKeyPem),
        sign(null, message, createPrivateKey(pem.privateKeyPem)),
      ),
    ).toBe(true);
    const made = generateKeyPairSync('ed25519', {
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const key = parseSigningKey(made.privateKey);
    expect(parseVerifyingKey(made.publicKey)).toEqual({ keyId: key.keyId, publicKey: key.publicKey });
    expect(toPublicKeyPem(key)).toBe(made.publicKey);
  });

  it('makes another key each time, named by its public half', () => {
    const [one, two] = [createSigningKey(), createSigningKey()];
    expect(one.keyId).toMatch(/^[0-9a-f]{16}$/);
    expect(one.keyId).not.toBe(two.keyId);
    expect(parseSigningKey(one.privateKeyPem).keyId).toBe(parseVerifyingKey(one.publicKeyPem).keyId);
  });
});

describe('parseSigningKey', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  const x25519 = generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  it.each([
    ['a public key', createSigningKey().publicKeyPem, 'no PEM block "PRIVATE KEY" found'],
    ['an empty file', '', 'no PEM block "PRIVATE KEY" found'],
    ['an RSA key', rsa, 'not a plain Ed25519 key'],
    ['an X25519 key', x25519, 'not a plain Ed25519 key'],
    ['no base64', '-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----', 'not a plain Ed25519 key'],
  ])('refuses %s', (_what, pem, message) => {
    expect(() => parseSigningKey(pem)).toThrow(SigningKeyError);
    expect(() => parseSigningKey(pem)).toThrow(message);
  });
});

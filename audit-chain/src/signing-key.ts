import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { fromBase64, toBase64 } from './base64.ts';

/** A public key that checkpoints are verified with. */
export interface VerifyingKey {
  /** First 16 hex digits of the SHA-256 of the raw public key. */
  readonly keyId: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** A private key that checkpoints are signed with. */
export interface SigningKey extends VerifyingKey {
  /** 32 bytes, secret. */
  readonly secretKey: Uint8Array;
}

/** A key pair as files: PKCS#8 and SPKI in PEM, as `openssl genpkey -algorithm ed25519` and `node:crypto` write them. */
export interface SigningKeyPem {
  readonly keyId: string;
  readonly privateKeyPem: string;
  readonly publicKeyPem: string;
}

/** Thrown when a key file is not an Ed25519 key of the expected kind. The text never holds key material. */
export class SigningKeyError extends Error {
  constructor(reason: string) {
    super(`Audit key: ${reason}`);
    this.name = 'SigningKeyError';
  }
}

const KEY_BYTES = 32;
/** DER of RFC 8410 up to the 32 key bytes: algorithm 1.3.101.112, then the octet or bit string. */
const PRIVATE_KEY_PREFIX = hexToBytes('302e020100300506032b657004220420');
const PUBLIC_KEY_PREFIX = hexToBytes('302a300506032b6570032100');
const PRIVATE_KEY_LABEL = 'PRIVATE KEY';
const PUBLIC_KEY_LABEL = 'PUBLIC KEY';

/** A new key pair. `secretKey` (32 random bytes) is a parameter for tests. */
export function createSigningKey(secretKey: Uint8Array = ed25519.utils.randomSecretKey()): SigningKeyPem {
  const { keyId, publicKey } = toSigningKey(secretKey);
  return {
    keyId,
    privateKeyPem: toPem(PRIVATE_KEY_LABEL, PRIVATE_KEY_PREFIX, secretKey),
    publicKeyPem: toPem(PUBLIC_KEY_LABEL, PUBLIC_KEY_PREFIX, publicKey),
  };
}

/** Reads a private key file. @throws SigningKeyError */
export function parseSigningKey(pem: string): SigningKey {
  return toSigningKey(parsePem(pem, PRIVATE_KEY_LABEL, PRIVATE_KEY_PREFIX));
}

/** Reads a public key file. @throws SigningKeyError */
export function parseVerifyingKey(pem: string): VerifyingKey {
  return toVerifyingKey(parsePem(pem, PUBLIC_KEY_LABEL, PUBLIC_KEY_PREFIX));
}

/** The public key file that belongs to a private key. */
export function toPublicKeyPem(key: VerifyingKey): string {
  return toPem(PUBLIC_KEY_LABEL, PUBLIC_KEY_PREFIX, key.publicKey);
}

function toSigningKey(secretKey: Uint8Array): SigningKey {
  return { ...toVerifyingKey(ed25519.getPublicKey(secretKey)), secretKey };
}

function toVerifyingKey(publicKey: Uint8Array): VerifyingKey {
  return { keyId: bytesToHex(sha256(publicKey)).slice(0, 16), publicKey };
}

function toPem(label: string, prefix: Uint8Array, key: Uint8Array): string {
  return `-----BEGIN ${label}-----\n${toBase64(Uint8Array.from([...prefix, ...key]))}\n-----END ${label}-----\n`;
}

function parsePem(pem: string, label: string, prefix: Uint8Array): Uint8Array {
  const block = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`).exec(pem)?.[1];
  if (block === undefined) throw new SigningKeyError(`no PEM block "${label}" found`);
  const der = fromBase64(block.replace(/\s/g, ''));
  const isExpected = der?.length === prefix.length + KEY_BYTES && prefix.every((byte, index) => der[index] === byte);
  if (!isExpected) {
    throw new SigningKeyError(
      `"${label}" is not a plain Ed25519 key; make one with: openssl genpkey -algorithm ed25519`,
    );
  }
  return der.slice(prefix.length);
}

import {
  ATTR_AUDIT_CHAIN_ID,
  ATTR_AUDIT_CHECKPOINT_COUNT,
  ATTR_AUDIT_CHECKPOINT_HEAD_HASH,
  ATTR_AUDIT_CHECKPOINT_HEAD_SEQ,
  ATTR_AUDIT_CHECKPOINT_KEY_ID,
  ATTR_AUDIT_CHECKPOINT_SIGNATURE,
  EVENT_AUDIT_CHECKPOINT,
  toLokiName,
} from '@botscope/conventions';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonical-json.ts';
import type { ChainEntry } from './chain-entry.ts';
import type { SigningKey, VerifyingKey } from './signing-key.ts';

/** A statement that a chain had this head at this time. */
export interface Checkpoint {
  readonly chain: string;
  /** Sequence number of the chain's last entry. */
  readonly headSeq: number;
  /** Hash of the chain's last entry. */
  readonly headHash: string;
  /** How many entries the chain has had so far. */
  readonly count: number;
  /** The checkpoint record's own time. */
  readonly timestampUnixNano: bigint;
}

/** A checkpoint with the signature of the process that made the chain. */
export interface SignedCheckpoint extends Checkpoint {
  readonly keyId: string;
  /** Ed25519 signature, 128 lower-case hex digits. */
  readonly signature: string;
}

/** What a signature is worth; without a key of that id nothing can be said. */
export type CheckpointVerdict = 'valid' | 'bad-signature' | 'unknown-key';

const FORMAT_VERSION = 1;
const COUNT = /^(0|[1-9]\d{0,15})$/;

/**
 * Signs a checkpoint: Ed25519 over the RFC 8785 canonical JSON of `{v: 1, type: "bot.audit.checkpoint", chain, headSeq,
 * headHash, count, ns, keyId}`, numbers as numbers, `ns` the nanoseconds as digits.
 */
export function signCheckpoint(checkpoint: Checkpoint, key: SigningKey): SignedCheckpoint {
  const signature = ed25519.sign(toSignedBytes(checkpoint, key.keyId), key.secretKey);
  return { ...checkpoint, keyId: key.keyId, signature: bytesToHex(signature) };
}

/** Checks a checkpoint's signature with the key of its id. */
export function verifyCheckpoint(checkpoint: SignedCheckpoint, keys: readonly VerifyingKey[]): CheckpointVerdict {
  const key = keys.find(({ keyId }) => keyId === checkpoint.keyId);
  if (key === undefined) return 'unknown-key';
  if (!/^[0-9a-f]{128}$/.test(checkpoint.signature)) return 'bad-signature';
  const bytes = toSignedBytes(checkpoint, checkpoint.keyId);
  const isValid = ed25519.verify(hexToBytes(checkpoint.signature), bytes, key.publicKey, { zip215: false });
  return isValid ? 'valid' : 'bad-signature';
}

/** The attributes of a checkpoint's record, by the names to emit. Its record needs the checkpoint's time. */
export function toCheckpointAttributes(checkpoint: SignedCheckpoint): Record<string, string | number> {
  return {
    [ATTR_AUDIT_CHAIN_ID]: checkpoint.chain,
    [ATTR_AUDIT_CHECKPOINT_HEAD_SEQ]: checkpoint.headSeq,
    [ATTR_AUDIT_CHECKPOINT_HEAD_HASH]: checkpoint.headHash,
    [ATTR_AUDIT_CHECKPOINT_COUNT]: checkpoint.count,
    [ATTR_AUDIT_CHECKPOINT_KEY_ID]: checkpoint.keyId,
    [ATTR_AUDIT_CHECKPOINT_SIGNATURE]: checkpoint.signature,
  };
}

/** The checkpoint that a record holds; undefined when a field is missing or unreadable. */
export function narrowCheckpoint({ attributes, timestampUnixNano }: ChainEntry): SignedCheckpoint | undefined {
  const text = (name: string): string => attributes[toLokiName(name)] ?? '';
  const headSeq = text(ATTR_AUDIT_CHECKPOINT_HEAD_SEQ);
  const count = text(ATTR_AUDIT_CHECKPOINT_COUNT);
  if (!COUNT.test(headSeq) || !COUNT.test(count) || text(ATTR_AUDIT_CHAIN_ID) === '') return undefined;
  return {
    chain: text(ATTR_AUDIT_CHAIN_ID),
    headSeq: Number(headSeq),
    headHash: text(ATTR_AUDIT_CHECKPOINT_HEAD_HASH),
    count: Number(count),
    timestampUnixNano,
    keyId: text(ATTR_AUDIT_CHECKPOINT_KEY_ID),
    signature: text(ATTR_AUDIT_CHECKPOINT_SIGNATURE),
  };
}

function toSignedBytes(checkpoint: Checkpoint, keyId: string): Uint8Array {
  const { chain, headSeq, headHash, count, timestampUnixNano } = checkpoint;
  const statement = { chain: chain.toWellFormed(), headSeq, headHash: headHash.toWellFormed(), count, keyId };
  const ns = timestampUnixNano.toString();
  return utf8ToBytes(canonicalJson({ v: FORMAT_VERSION, type: EVENT_AUDIT_CHECKPOINT, ns, ...statement }));
}

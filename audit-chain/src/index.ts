export { AuditValueError } from './audit-value-error.ts';
export type { AuditValuePath } from './audit-value-error.ts';
export { canonicalJson } from './canonical-json.ts';
export type { ChainEntry } from './chain-entry.ts';
export type { ChainFinding, ChainFindingKind } from './chain-finding.ts';
export { GENESIS_PREV, chainHash } from './chain-hash.ts';
export type { ChainInput } from './chain-hash.ts';
export { createChainVerifier } from './chain-verifier.ts';
export type { ChainSummary, ChainVerification, ChainVerifier, VerifyOptions } from './chain-verifier.ts';
export { narrowCheckpoint, signCheckpoint, toCheckpointAttributes, verifyCheckpoint } from './checkpoint.ts';
export type { Checkpoint, CheckpointVerdict, SignedCheckpoint } from './checkpoint.ts';
export { narrowAuditValue, toAuditJson } from './narrow-audit-value.ts';
export type { AuditValue } from './narrow-audit-value.ts';
export { portableSha256 } from './sha256.ts';
export type { Sha256 } from './sha256.ts';
export {
  SigningKeyError,
  createSigningKey,
  parseSigningKey,
  parseVerifyingKey,
  toPublicKeyPem,
} from './signing-key.ts';
export type { SigningKey, SigningKeyPem, VerifyingKey } from './signing-key.ts';
export { verifyChain } from './verify-chain.ts';

import type { ChainEntry } from './chain-entry.ts';
import { createChainVerifier } from './chain-verifier.ts';
import type { ChainVerification, VerifyOptions } from './chain-verifier.ts';
import type { SignedCheckpoint } from './checkpoint.ts';
import type { VerifyingKey } from './signing-key.ts';

/**
 * Verifies audit records, of one chain or of several, in any order; records of checkpoints may be among them, repeated
 * records count once. `checkpoints` are those kept in a second place; `publicKeys` empty = signatures are not checked.
 *
 * What no verification can see: entries cut from the end since the last checkpoint, entries put at the end of a chain
 * since then by somebody who computes hashes, and a whole chain that neither entries nor checkpoints remember.
 */
export function verifyChain(
  entries: Iterable<ChainEntry>,
  checkpoints: Iterable<SignedCheckpoint> = [],
  publicKeys: readonly VerifyingKey[] = [],
  options?: VerifyOptions,
): ChainVerification {
  const verifier = createChainVerifier(publicKeys, options);
  for (const entry of entries) verifier.addEntry(entry);
  for (const checkpoint of checkpoints) verifier.addCheckpoint(checkpoint);
  return verifier.finish();
}

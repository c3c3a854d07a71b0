import { createHash } from 'node:crypto';

/** Three digits that tell the ids of two chains apart. */
export function toChainDigits(chainId: string): bigint {
  return BigInt(createHash('sha256').update(chainId).digest().readUInt32BE(0) % 1000);
}

/** `bot.audit.id`: the record's nanosecond time with its last three digits replaced by the chain's. */
export function toAuditId(timestampUnixNano: bigint, chainDigits: bigint): string {
  return String((timestampUnixNano / 1000n) * 1000n + chainDigits);
}

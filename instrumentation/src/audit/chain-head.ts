import { GENESIS_PREV } from '@botscope/audit-chain';

/** Where an audit chain ends, as it is kept beside its last record. */
export interface ChainHead {
  readonly id: string;
  /** 0 for a chain without records. */
  readonly seq: number;
  readonly hash: string;
  /** Time of the last record. */
  readonly lastUnixNano: bigint;
}

/** A chain that has no records. */
export function createChainHead(id: string): ChainHead {
  return { id, seq: 0, hash: GENESIS_PREV, lastUnixNano: 0n };
}

/** JSON text of a head. */
export function renderChainHead({ id, seq, hash, lastUnixNano }: ChainHead): string {
  return JSON.stringify({ id, seq, hash, lastUnixNano: String(lastUnixNano) });
}

/** Reads {@link renderChainHead}'s text. */
export function parseChainHead(text: string): ChainHead {
  const head = JSON.parse(text) as { id: string; seq: number; hash: string; lastUnixNano: string };
  return { ...head, lastUnixNano: BigInt(head.lastUnixNano) };
}

import {
  ATTR_AUDIT_CHAIN_HASH,
  ATTR_AUDIT_CHAIN_ID,
  ATTR_AUDIT_CHAIN_PREV,
  ATTR_AUDIT_CHAIN_SEQ,
  ATTR_EVENT,
  EVENT_AUDIT_CHECKPOINT,
  toLokiName,
} from '@botscope/conventions';
import { hashParts, toHashParts } from './chain-hash.ts';
import type { HashParts } from './chain-hash.ts';
import type { Sha256 } from './sha256.ts';

/** An audit record as a reader gets it from Loki. */
export interface ChainEntry {
  /** `log.record.uid`. */
  readonly uid: string;
  readonly timestampUnixNano: bigint;
  /** The line, unchanged. */
  readonly body: string;
  /** Stream labels and structured metadata together, by the names that Loki gives them. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** An entry reduced to its place in a chain. */
export interface ChainLink {
  readonly uid: string;
  readonly chain: string;
  readonly seq: number;
  readonly prev: string;
  /** The hash that is stored with the entry. */
  readonly hash: string;
  /** The hash that its content has. */
  readonly contentHash: string;
  /** What the content's hash is made of; kept only where it is not the stored one. */
  readonly parts: HashParts | undefined;
}

const NAME_EVENT = toLokiName(ATTR_EVENT);
const NAME_CHAIN_ID = toLokiName(ATTR_AUDIT_CHAIN_ID);
const NAME_CHAIN_SEQ = toLokiName(ATTR_AUDIT_CHAIN_SEQ);
const NAME_CHAIN_PREV = toLokiName(ATTR_AUDIT_CHAIN_PREV);
const NAME_CHAIN_HASH = toLokiName(ATTR_AUDIT_CHAIN_HASH);
const SEQ = /^[1-9]\d{0,15}$/;
const HASH = /^[0-9a-f]{64}$/;

/** Whether the entry is a checkpoint, which is no link of its chain. */
export function isCheckpointEntry(entry: ChainEntry): boolean {
  return entry.attributes[NAME_EVENT] === EVENT_AUDIT_CHECKPOINT;
}

/** The name of the chain that the entry says it belongs to; empty when it says nothing. */
export function chainOf(entry: ChainEntry): string {
  return entry.attributes[NAME_CHAIN_ID] ?? '';
}

/** Whether the entry has any of the fields that make it a link. */
export function hasChainFields({ attributes }: ChainEntry): boolean {
  return [NAME_CHAIN_ID, NAME_CHAIN_SEQ, NAME_CHAIN_PREV, NAME_CHAIN_HASH].some((name) => name in attributes);
}

/** The entry's place in its chain; undefined when its chain fields are missing or unreadable. */
export function narrowChainLink(entry: ChainEntry, sha256: Sha256): ChainLink | undefined {
  const { attributes, uid } = entry;
  const seq = attributes[NAME_CHAIN_SEQ] ?? '';
  const prev = attributes[NAME_CHAIN_PREV] ?? '';
  const hash = attributes[NAME_CHAIN_HASH] ?? '';
  const chain = chainOf(entry);
  if (chain === '' || !SEQ.test(seq) || !Number.isSafeInteger(Number(seq)) || !HASH.test(prev) || !HASH.test(hash)) {
    return undefined;
  }
  const parts = toHashParts({ ...entry, chain, seq: Number(seq), prev }, sha256);
  const contentHash = hashParts(parts, sha256);
  return { uid, chain, seq: Number(seq), prev, hash, contentHash, parts: contentHash === hash ? undefined : parts };
}

/** Whether the stored hash is the content's. */
export function isIntact(link: ChainLink): boolean {
  return link.hash === link.contentHash;
}

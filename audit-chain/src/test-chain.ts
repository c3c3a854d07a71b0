import {
  chainHash,
  createSigningKey,
  GENESIS_PREV,
  parseSigningKey,
  signCheckpoint,
  toCheckpointAttributes,
} from './index.ts';
import type { ChainEntry, SignedCheckpoint } from './index.ts';

/** A key that is always the same. */
export const testKey = parseSigningKey(createSigningKey(new Uint8Array(32).fill(7)).privateKeyPem);
/** A key that nobody knows. */
export const strangeKey = parseSigningKey(createSigningKey(new Uint8Array(32).fill(9)).privateKeyPem);

const START_UNIX_NANO = 1_767_225_600_000_000_000n;

/** The time of a chain's entry: one second apart. */
export function timeOf(seq: number): bigint {
  return START_UNIX_NANO + BigInt(seq) * 1_000_000_000n;
}

/** An entry with right chain fields, as Loki gives it. */
export function sealed(entry: ChainEntry, chain: string, seq: number, prev: string): ChainEntry {
  const hash = chainHash({ ...entry, chain, seq, prev });
  const attributes = {
    ...entry.attributes,
    bot_audit_chain_id: chain,
    bot_audit_chain_seq: String(seq),
    bot_audit_chain_prev: prev,
    bot_audit_chain_hash: hash,
  };
  return { ...entry, attributes };
}

/** What an entry's hash attribute says. */
export function hashOf(entry: ChainEntry | undefined): string {
  return entry?.attributes['bot_audit_chain_hash'] ?? GENESIS_PREV;
}

/** An honest chain of `length` entries. */
export function buildChain(length: number, chain = 'main'): ChainEntry[] {
  const entries: ChainEntry[] = [];
  for (let seq = 1; seq <= length; seq += 1)
    entries.push(sealed(content(chain, seq), chain, seq, hashOf(entries.at(-1))));
  return entries;
}

/** The content of an entry before it is sealed. */
export function content(chain: string, seq: number): ChainEntry {
  return {
    uid: `${chain}-${seq}`,
    timestampUnixNano: timeOf(seq),
    body: JSON.stringify({ before: { title: `old ${seq}` }, after: { title: `new ${seq}` } }),
    attributes: {
      bot_record_kind: 'audit',
      bot_event: 'bot.audit.change',
      bot_audit_action: seq % 2 === 0 ? 'UPDATED' : 'CREATED',
      bot_audit_entity_id: String(seq % 3),
      user_name: seq % 5 === 0 ? 'Ben' : 'Anna',
      service_name: 'support-bot',
    },
  };
}

/** A signed checkpoint of the entry `seq`, made half a second after it. */
export function checkpointAt(entries: readonly ChainEntry[], seq: number, key = testKey): SignedCheckpoint {
  const head = entries[seq - 1] as ChainEntry;
  const chain = head.attributes['bot_audit_chain_id'] as string;
  const timestampUnixNano = head.timestampUnixNano + 500_000_000n;
  return signCheckpoint({ chain, headSeq: seq, headHash: hashOf(head), count: seq, timestampUnixNano }, key);
}

/** A checkpoint's record as Loki gives it. */
export function checkpointEntry(checkpoint: SignedCheckpoint): ChainEntry {
  const stored = Object.entries(toCheckpointAttributes(checkpoint)).map(([name, value]) => [
    name.replaceAll('.', '_'),
    String(value),
  ]);
  return {
    uid: `checkpoint-${checkpoint.headSeq}`,
    timestampUnixNano: checkpoint.timestampUnixNano,
    body: '{}',
    attributes: { bot_record_kind: 'audit', bot_event: 'bot.audit.checkpoint', ...Object.fromEntries(stored) },
  };
}

/** A copy with other attributes. */
export function withAttributes(entry: ChainEntry, changes: Record<string, string>): ChainEntry {
  return { ...entry, attributes: { ...entry.attributes, ...changes } };
}

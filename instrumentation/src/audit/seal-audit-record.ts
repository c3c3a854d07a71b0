import { hash } from 'node:crypto';
import { chainHash } from '@botscope/audit-chain';
import {
  ATTR_AUDIT_CHAIN_HASH,
  ATTR_AUDIT_CHAIN_ID,
  ATTR_AUDIT_CHAIN_PREV,
  ATTR_AUDIT_CHAIN_SEQ,
  ATTR_AUDIT_ID,
  ATTR_RECORD_UID,
} from '@botscope/conventions';
import type { AuditReceipt } from '../api/audit.ts';
import { AttributeList } from '../record/attribute-list.ts';
import { toAllAttributes, type BotRecord } from '../record/bot-record.ts';
import { toEncodable } from '../record/to-encodable.ts';
import { KEEP_EVERYTHING } from '../redaction/keep-everything.ts';
import type { SecretScanner } from '../redaction/secret-scanner.ts';
import type { Seal, SealedRecord } from '../spool/audit-queue.ts';
import { createChainHead, parseChainHead, renderChainHead, type ChainHead } from './chain-head.ts';
import type { CheckpointDraft } from './checkpoint-draft.ts';
import { sealCheckpoint } from './seal-checkpoint.ts';
import { toAuditId, toChainDigits } from './to-audit-id.ts';

/** What goes into the audit queue. */
export type AuditDraft = BotRecord | CheckpointDraft;

/** Beyond this a clock that went back makes a new chain: records from the future would be refused. */
const LONGEST_BORROWED_NANOS = 300_000_000_000n;
const MICRO = 1000n;

/**
 * Gives audit records their places in a chain: time, id, sequence number and hash. Times of one chain differ by at least a
 * microsecond, so that ids do, and never go back, also not when the clock has gone back a little between two starts. What
 * the scanner replaces is replaced before the hash is made.
 */
export function createAuditSeal(
  nextChainId: () => string,
  scanner: SecretScanner = KEEP_EVERYTHING,
): Seal<AuditDraft, AuditReceipt> {
  return (draft, state) => {
    const head = continueChain(state, draft.timestampUnixNano, nextChainId);
    const earliest = (head.lastUnixNano / MICRO + 1n) * MICRO;
    const timestampUnixNano = draft.timestampUnixNano > earliest ? draft.timestampUnixNano : earliest;
    return 'checkpointKey' in draft
      ? sealCheckpoint({ ...draft, timestampUnixNano }, head)
      : sealChange({ ...toScannedDraft(draft, scanner), timestampUnixNano }, head);
  };
}

function continueChain(state: string, now: bigint, nextChainId: () => string): ChainHead {
  const head = state === '' ? undefined : parseChainHead(state);
  return head === undefined || head.lastUnixNano - now > LONGEST_BORROWED_NANOS ? createChainHead(nextChainId()) : head;
}

function toScannedDraft(draft: BotRecord, { scan, scanJson }: SecretScanner): BotRecord {
  draft.common.scan(scan);
  draft.attributes.scan(scan);
  return { ...draft, body: draft.body.map((part) => scanJson(part)) };
}

function sealChange(record: BotRecord, head: ChainHead): SealedRecord<AuditReceipt> {
  const { timestampUnixNano } = record;
  const place = { id: head.id, seq: head.seq + 1 };
  const own = new AttributeList().addAll(record.attributes);
  if (own.get(ATTR_AUDIT_ID) === undefined)
    own.add(ATTR_AUDIT_ID, toAuditId(timestampUnixNano, toChainDigits(head.id)));
  const uid = String(own.get(ATTR_RECORD_UID));
  const attributes = toAllAttributes({ ...record, attributes: own });
  const link = {
    chain: place.id,
    seq: place.seq,
    prev: head.hash,
    uid,
    timestampUnixNano,
    body: record.body.join(''),
    attributes,
  };
  const linkHash = chainHash(link, (text) => hash('sha256', text, 'hex'));
  own
    .add(ATTR_AUDIT_CHAIN_ID, place.id)
    .add(ATTR_AUDIT_CHAIN_SEQ, place.seq)
    .add(ATTR_AUDIT_CHAIN_PREV, head.hash)
    .add(ATTR_AUDIT_CHAIN_HASH, linkHash);
  return {
    record: toEncodable({ ...record, attributes: own }, KEEP_EVERYTHING),
    receipt: { uid, id: String(own.get(ATTR_AUDIT_ID)), chain: { ...place, hash: linkHash } },
    state: renderChainHead({ ...place, hash: linkHash, lastUnixNano: timestampUnixNano }),
  };
}

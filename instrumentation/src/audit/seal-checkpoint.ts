import { signCheckpoint, toCheckpointAttributes } from '@botscope/audit-chain';
import { ATTR_RECORD_UID, EVENT_AUDIT_CHECKPOINT } from '@botscope/conventions';
import type { AuditReceipt } from '../api/audit.ts';
import { AttributeList } from '../record/attribute-list.ts';
import { toRecordShape } from '../record/record-shape.ts';
import { toEncodable } from '../record/to-encodable.ts';
import { KEEP_EVERYTHING } from '../redaction/keep-everything.ts';
import type { SealedRecord } from '../spool/audit-queue.ts';
import { renderChainHead, type ChainHead } from './chain-head.ts';
import type { CheckpointDraft } from './checkpoint-draft.ts';

/** A signed statement of where the chain ends. It is no link: the chain stays as it is, but for its last time. */
export function sealCheckpoint(draft: CheckpointDraft, head: ChainHead): SealedRecord<AuditReceipt> {
  const { timestampUnixNano, uid } = draft;
  const statement = { chain: head.id, headSeq: head.seq, headHash: head.hash, count: head.seq, timestampUnixNano };
  const attributes = new AttributeList().add(ATTR_RECORD_UID, uid);
  const signed = signCheckpoint(statement, draft.checkpointKey);
  for (const [name, value] of Object.entries(toCheckpointAttributes(signed))) attributes.add(name, value);
  const record = {
    shape: toRecordShape(EVENT_AUDIT_CHECKPOINT, 'audit', 'info', 'success'),
    timestampUnixNano,
    common: draft.common,
    attributes,
    body: ['{}'],
    span: undefined,
  };
  return {
    record: toEncodable(record, KEEP_EVERYTHING),
    receipt: { uid, id: '', chain: { id: head.id, seq: head.seq, hash: head.hash } },
    state: renderChainHead({ ...head, lastUnixNano: timestampUnixNano }),
  };
}

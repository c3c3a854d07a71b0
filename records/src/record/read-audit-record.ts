import {
  ATTR_AUDIT_ACTION,
  ATTR_AUDIT_ACTOR_TYPE,
  ATTR_AUDIT_CATEGORY,
  ATTR_AUDIT_CHAIN_ID,
  ATTR_AUDIT_CHAIN_SEQ,
  ATTR_AUDIT_CHECKPOINT_HEAD_HASH,
  ATTR_AUDIT_CHECKPOINT_HEAD_SEQ,
  ATTR_AUDIT_ENTITY_ID,
  ATTR_AUDIT_ENTITY_NAME,
  ATTR_AUDIT_ENTITY_TYPE,
  ATTR_AUDIT_ID,
} from '@botscope/conventions';
import type { AuditCheckpointRecord, AuditRecord } from './bot-record.ts';
import { narrowAuditBody } from './narrow-body.ts';
import { withBody, type RecordSource } from './record-source.ts';

/** An audit change. */
export function readAudit(source: RecordSource): AuditRecord {
  const { fields } = source;
  return {
    ...withBody(source, narrowAuditBody),
    type: 'audit',
    auditId: fields.text(ATTR_AUDIT_ID),
    action: fields.text(ATTR_AUDIT_ACTION),
    category: fields.text(ATTR_AUDIT_CATEGORY),
    actorType: fields.text(ATTR_AUDIT_ACTOR_TYPE),
    entityType: fields.text(ATTR_AUDIT_ENTITY_TYPE),
    entityName: fields.text(ATTR_AUDIT_ENTITY_NAME),
    entityId: fields.text(ATTR_AUDIT_ENTITY_ID),
    chainId: fields.text(ATTR_AUDIT_CHAIN_ID),
    chainSeq: fields.text(ATTR_AUDIT_CHAIN_SEQ),
  };
}

/** A signed head of an audit chain. */
export function readAuditCheckpoint({ common, fields }: RecordSource): AuditCheckpointRecord {
  return {
    ...common,
    type: 'audit-checkpoint',
    chainId: fields.text(ATTR_AUDIT_CHAIN_ID),
    headSeq: fields.text(ATTR_AUDIT_CHECKPOINT_HEAD_SEQ),
    headHash: fields.text(ATTR_AUDIT_CHECKPOINT_HEAD_HASH),
  };
}

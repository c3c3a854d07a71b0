import {
  ATTR_AUDIT_ACTION,
  ATTR_AUDIT_ACTOR_TYPE,
  ATTR_AUDIT_CATEGORY,
  ATTR_AUDIT_ENTITY_ID,
  ATTR_AUDIT_ENTITY_NAME,
  ATTR_AUDIT_ENTITY_TYPE,
  ATTR_AUDIT_ID,
  ATTR_CONVERSATION_ID,
  ATTR_ERROR_FINGERPRINT,
  ATTR_ERROR_TYPE,
  ATTR_RECORD_UID,
  ATTR_USER_EMAIL,
  ATTR_USER_ID,
  ATTR_USER_NAME,
  EVENT_AUDIT_CHANGE,
} from '@botscope/conventions';
import type { AuditEntry, AuditReceipt, AuditRecorder, AuditRecordOptions } from '../api/audit.ts';
import { toErrorFingerprint } from '../core/error-fingerprint.ts';
import type { Kernel } from '../core/kernel.ts';
import { toBotAttributes } from '../core/open-conversation.ts';
import { AttributeList } from '../record/attribute-list.ts';
import type { BotRecord } from '../record/bot-record.ts';
import { toRecordShape } from '../record/record-shape.ts';
import { findActor, runAsActor } from './active-actor.ts';
import { AuditError } from './audit-error.ts';
import { narrowAuditEntry, type AttributedEntry, type NarrowedAuditEntry } from './narrow-audit-entry.ts';
import { toAuditBody } from './to-audit-body.ts';
import { toAuditCategory } from './to-audit-category.ts';

/** Records audit entries through a kernel's sink. */
export function createAuditRecorder(kernel: Kernel): AuditRecorder {
  return {
    record: async (entry, options) => {
      return append(kernel, toReadableRecord(kernel, entry), options);
    },
    withActor: runAsActor,
    actor: findActor,
    ready: async () => kernel.sink.ready?.(),
  };
}

/** @throws AuditError AUDIT_INVALID, also where reading the entry throws. */
function toReadableRecord(kernel: Kernel, entry: AuditEntry): BotRecord {
  try {
    return toAuditRecord(kernel, narrowAuditEntry(entry, findActor));
  } catch (error) {
    if (error instanceof AuditError) throw error;
    throw new AuditError('AUDIT_INVALID', { problems: ['The entry cannot be read; `cause` says why.'], cause: error });
  }
}

async function append(kernel: Kernel, record: BotRecord, options?: AuditRecordOptions | null): Promise<AuditReceipt> {
  try {
    return await kernel.sink.append(record);
  } catch (error) {
    if (!(error instanceof AuditError)) throw new AuditError('AUDIT_SPOOL_FAILED', { cause: error });
    if (options?.durability !== 'best-effort' || error.code !== 'AUDIT_NOT_DURABLE') throw error;
    if (record.attributes.get(ATTR_AUDIT_ID) === undefined) {
      record.attributes.add(ATTR_AUDIT_ID, String(record.timestampUnixNano));
    }
    kernel.sink.emit(record);
    const attribute = (key: string): string => String(record.attributes.get(key) ?? '');
    return { uid: attribute(ATTR_RECORD_UID), id: attribute(ATTR_AUDIT_ID) };
  }
}

function toAuditRecord(kernel: Kernel, narrowed: NarrowedAuditEntry): BotRecord {
  return {
    shape: toRecordShape(EVENT_AUDIT_CHANGE, 'audit', 'info', narrowed.entry.outcome ?? 'success'),
    timestampUnixNano: kernel.clock(),
    common: toBotAttributes(narrowed.entry.bot ?? kernel.bot),
    attributes: toAuditAttributes(kernel, narrowed.entry),
    body: [toAuditBody(applyRules(kernel, narrowed), kernel.limits.auditStateBytes, kernel.redactor)],
    span: kernel.scopes.getStore()?.span,
  };
}

/** Before the states are compared, so that a delta holds nothing that a rule leaves out. */
function applyRules({ fields }: Kernel, narrowed: NarrowedAuditEntry): NarrowedAuditEntry {
  if (fields === undefined) return narrowed;
  const { before, after, context } = narrowed;
  return { ...narrowed, ...fields.applyToValue(EVENT_AUDIT_CHANGE, { before, after, context }) };
}

function toAuditAttributes(kernel: Kernel, entry: AttributedEntry): AttributeList {
  const { actor, action, entity, outcome = 'success' } = entry;
  const failed = outcome === 'error' ? toAuditFailure(kernel, entry) : undefined;
  return new AttributeList()
    .add(ATTR_RECORD_UID, kernel.nextUid())
    .add(ATTR_ERROR_TYPE, failed?.errorType)
    .add(ATTR_ERROR_FINGERPRINT, failed?.fingerprint)
    .add(ATTR_AUDIT_ID, entry.id)
    .add(ATTR_AUDIT_ACTION, action)
    .add(ATTR_AUDIT_CATEGORY, entry.category ?? toAuditCategory(entry))
    .add(ATTR_AUDIT_ACTOR_TYPE, actor.type ?? 'user')
    .add(ATTR_USER_ID, actor.id)
    .add(ATTR_USER_NAME, actor.name ?? actor.email ?? actor.id)
    .add(ATTR_USER_EMAIL, actor.email)
    .add(ATTR_AUDIT_ENTITY_TYPE, entity.type)
    .add(ATTR_AUDIT_ENTITY_ID, entity.id)
    .add(ATTR_AUDIT_ENTITY_NAME, entity.name)
    .add(ATTR_CONVERSATION_ID, entry.conversationUid ?? kernel.scopes.getStore()?.conversation.uid);
}

function toAuditFailure(
  kernel: Kernel,
  { action, entity, bot, errorType = 'refused' }: AttributedEntry,
): {
  readonly errorType: string;
  readonly fingerprint: string;
} {
  const identity = { bot: (bot ?? kernel.bot)?.id, step: undefined, errorType, message: `${action} ${entity.type}` };
  return { errorType, fingerprint: toErrorFingerprint(identity) };
}

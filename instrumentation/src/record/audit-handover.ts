import { createContextKey, type Context } from '@opentelemetry/api';
import type { AuditReceipt } from '../api/audit.ts';
import type { BotRecord } from './bot-record.ts';

/**
 * How an audit record gets through an application's logger provider and its acknowledgement back: the record's context
 * carries it, and a record processor with a durable pipeline takes it.
 */
export interface AuditHandover {
  readonly record: BotRecord;
  /** Set by the processor that takes it. */
  receipt: Promise<AuditReceipt> | undefined;
}

/** The same symbol in every copy of this package. */
const KEY = createContextKey('botscope.audit.handover');

/** A context that offers an audit record. */
export function offerAudit(context: Context, handover: AuditHandover): Context {
  return context.setValue(KEY, handover);
}

/** The audit record that a context offers. */
export function findAudit(context: Context | undefined): AuditHandover | undefined {
  return context?.getValue(KEY) as AuditHandover | undefined;
}

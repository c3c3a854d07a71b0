import type { SpanContext } from '@opentelemetry/api';
import {
  ATTR_ERROR_FINGERPRINT,
  ATTR_ERROR_TYPE,
  ATTR_RECORD_UID,
  type LogLevel,
  type RecordKind,
} from '@botscope/conventions';
import type { AttributeList } from '../record/attribute-list.ts';
import { toRecordShape } from '../record/record-shape.ts';
import type { Kernel } from './kernel.ts';

/** A record before it has an identity. */
export interface RecordDraft {
  readonly event: string;
  readonly kind: RecordKind;
  readonly level: LogLevel;
  readonly common: AttributeList;
  readonly span: SpanContext | undefined;
  /** What makes the outcome `error`. */
  readonly failure?: { readonly errorType: string; readonly fingerprint: string } | undefined;
  /** Made when the record was announced before; by default a new one. */
  readonly uid?: string;
  /** Attributes of this record alone; those of every record are added to it. */
  readonly attributes: AttributeList;
  /** JSON text, whole or in pieces. */
  readonly body: string | readonly string[];
}

const MOST_ATTRIBUTES = 40;
const IDENTITY_ATTRIBUTES = 6;

/** Emits an ordinary record at the present moment; returns its uid. */
export function emitRecord(kernel: Kernel, draft: RecordDraft): string {
  const uid = draft.uid ?? kernel.nextUid();
  const { attributes } = draft;
  attributes.limit(MOST_ATTRIBUTES - IDENTITY_ATTRIBUTES - draft.common.length);
  attributes.add(ATTR_RECORD_UID, uid);
  if (draft.failure !== undefined) {
    attributes.add(ATTR_ERROR_TYPE, draft.failure.errorType).add(ATTR_ERROR_FINGERPRINT, draft.failure.fingerprint);
  }
  kernel.sink.emit({
    shape: toRecordShape(draft.event, draft.kind, draft.level, draft.failure === undefined ? 'success' : 'error'),
    timestampUnixNano: kernel.clock(),
    common: draft.common,
    attributes,
    body: typeof draft.body === 'string' ? [draft.body] : draft.body,
    span: draft.span,
  });
  return uid;
}

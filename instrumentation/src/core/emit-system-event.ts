import { EVENT_SYSTEM_FAILED, EVENT_SYSTEM_STARTED, EVENT_SYSTEM_STOPPED } from '@botscope/conventions';
import { AttributeList } from '../record/attribute-list.ts';
import { emitRecord } from './emit-record.ts';
import { toErrorFingerprint } from './error-fingerprint.ts';
import type { Kernel } from './kernel.ts';
import { toErrorDetail } from './to-error-detail.ts';

/** What a program's life consists of. */
export type SystemEvent =
  | { readonly kind: 'started' | 'stopped'; readonly version: string | undefined; readonly reason?: string }
  | { readonly kind: 'failed'; readonly version: string | undefined; readonly error: unknown };

const EVENTS = { started: EVENT_SYSTEM_STARTED, stopped: EVENT_SYSTEM_STOPPED, failed: EVENT_SYSTEM_FAILED };

/** Emits the start, the end or a failure of the program. */
export function emitSystemEvent(kernel: Kernel, event: SystemEvent): void {
  const detail = event.kind === 'failed' ? toErrorDetail(event.error, kernel.redactor) : undefined;
  const errorType = detail?.errorType ?? '';
  const identity = { bot: kernel.bot?.id, step: undefined, errorType, message: detail?.message };
  emitRecord(kernel, {
    event: EVENTS[event.kind],
    kind: 'log',
    level: detail === undefined ? 'info' : 'error',
    common: kernel.common,
    span: kernel.scopes.getStore()?.span,
    failure: detail && { errorType, fingerprint: toErrorFingerprint(identity) },
    attributes: new AttributeList(),
    body: JSON.stringify({
      version: event.version,
      reason: detail?.message ?? ('reason' in event ? event.reason : event.kind),
      stack: detail?.stack,
    }),
  });
}

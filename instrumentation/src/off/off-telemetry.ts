import { randomUUID } from 'node:crypto';
import type { BotTelemetry } from '../api/bot-telemetry.ts';
import type { QueueStats } from '../api/stats.ts';
import { findActor, runAsActor } from '../audit/active-actor.ts';
import { AuditError } from '../audit/audit-error.ts';
import { createOffConversation } from './off-conversation.ts';
import { OFF_STEP } from './off-step.ts';

/** Counters of a queue that does not exist. */
export const NO_RECORDS: QueueStats = {
  emitted: 0,
  recovered: 0,
  delivered: 0,
  spooled: 0,
  quarantined: 0,
  dropped: {},
  lagMillis: 0,
};

/** Telemetry that records nothing. Audit entries are refused, since nothing may be acknowledged that is not kept. */
export function createOffTelemetry(): BotTelemetry {
  return {
    enabled: false,
    conversation: (options) => createOffConversation(options?.uid ?? randomUUID()),
    resume: (_carrier, options) => createOffConversation(options?.uid ?? randomUUID()),
    log() {},
    fetch: OFF_STEP.fetch,
    recordApiCall: () => undefined,
    recordEvent: () => undefined,
    audit: {
      record: () => Promise.reject(new AuditError('AUDIT_DISABLED')),
      withActor: runAsActor,
      actor: findActor,
      ready: () => Promise.reject(new AuditError('AUDIT_DISABLED')),
    },
    recordFailure() {},
    stats: () => ({
      records: NO_RECORDS,
      audit: NO_RECORDS,
      spans: { started: 0, exported: 0, failed: 0 },
      unreadable: {},
      capturePolicy: { rules: 0, belowMinLevel: 0, failed: {} },
      notices: [],
      checkpoints: false,
    }),
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}

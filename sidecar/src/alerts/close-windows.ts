import type { DatabaseSync } from 'node:sqlite';
import type { EvidenceOutbox } from '../evidence/evidence-outbox.ts';
import { inTransaction } from '../state/in-transaction.ts';
import type { AlertStore } from './alert-store.ts';
import { toAlertEvidence } from './send-alerts.ts';

/** Closes the windows that have ended; what each held back is recorded once, here. */
export function closeWindows(
  database: DatabaseSync,
  store: AlertStore,
  evidence: EvidenceOutbox,
  nowMillis: number,
): void {
  inTransaction(database, () => {
    for (const window of store.closeEnded(nowMillis)) {
      if (window.suppressedCount > 0) evidence.add(toAlertEvidence(window, 'suppressed'));
    }
  });
}

import type { DatabaseSync } from 'node:sqlite';
import type { BotscopeUser } from '@botscope/conventions';
import type { EvidenceOutbox } from '../evidence/evidence-outbox.ts';
import { inTransaction } from '../state/in-transaction.ts';
import type { AlertStore } from './alert-store.ts';

/** Ends the open window of a bot, or of all bots, so that the next error mails again; gives how many were ended. */
export type ResetAlerts = (bot: string | undefined, actor: BotscopeUser) => number;

/** Resetting over a state file; each reset leaves an audit record. */
export function createResetAlerts(
  database: DatabaseSync,
  store: AlertStore,
  evidence: EvidenceOutbox,
  clock: () => number,
): ResetAlerts {
  return (bot, actor) =>
    inTransaction(database, () => {
      const now = clock();
      const open = store.listOpen(now).filter((window) => bot === undefined || window.bot === bot);
      store.endOpen(bot, now);
      for (const window of open) {
        evidence.add({
          type: 'audit',
          action: 'UPDATED',
          category: 'configuration',
          entity: { type: 'alert_window', id: window.id, name: `Alert window of ${window.botName}` },
          before: { end: new Date(window.endMillis).toISOString() },
          after: { end: new Date(now).toISOString() },
          actor,
          bot: window.bot,
          environment: window.environment,
        });
      }
      return open.length;
    });
}

import type { DatabaseSync } from 'node:sqlite';
import type { Delivery, DeliveryResult } from '../delivery/delivery.ts';
import type { AlertEvidence } from '../evidence/evidence.ts';
import type { EvidenceOutbox } from '../evidence/evidence-outbox.ts';
import { inTransaction } from '../state/in-transaction.ts';
import type { AlertStore, AttemptResult } from './alert-store.ts';
import type { AlertWindow } from './alert-window.ts';
import { GIVE_UP_AFTER_MILLIS, retryDelayMillis } from './retry-delay.ts';

/** What {@link createAlertSender} works with. */
export interface SendAlertsOptions {
  readonly database: DatabaseSync;
  readonly store: AlertStore;
  readonly evidence: EvidenceOutbox;
  readonly delivery: Delivery;
  readonly compose: (window: AlertWindow) => Promise<Uint8Array>;
  readonly mailFrom: string;
  readonly clock: () => number;
}

/** Sends the mails of windows. */
export interface AlertSender {
  /** Tries every mail that is due; resolves when all attempts that are under way have ended. */
  sendDue(): Promise<void>;
  /** Asks a server that could not be reached whether it is back, and if so makes all waiting mails due. */
  probe(): Promise<void>;
}

const PROBE_INTERVAL_MILLIS = 15_000;
/** Each attempt may ask the store for up to 1.5 s; more at once would only wait for each other. */
const ATTEMPTS_AT_ONCE = 16;

/** The evidence of what became of a window's mail. */
export function toAlertEvidence(window: AlertWindow, event: AlertEvidence['event'], error?: string): AlertEvidence {
  return {
    type: 'alert',
    event,
    alertId: window.id,
    bot: window.bot,
    botName: window.botName,
    environment: window.environment,
    windowStart: window.startMillis,
    causeUid: window.causeUid,
    ...(window.conversation === undefined ? {} : { conversation: window.conversation }),
    recipientCount: window.recipients.length,
    suppressedCount: window.suppressedCount,
    subject: window.subject,
    ...(error === undefined ? {} : { error }),
  };
}

function toAttemptResult(window: AlertWindow, result: DeliveryResult, nowMillis: number): AttemptResult {
  const attempts = window.attempts + 1;
  const nextAttemptMillis = nowMillis + retryDelayMillis(attempts);
  if (result.outcome !== 'retryable') return { state: result.outcome, attempts, lastAnswer: result.answer };
  if (nextAttemptMillis > window.startMillis + GIVE_UP_AFTER_MILLIS) {
    return { state: 'failed', attempts, lastAnswer: `Given up after 5 days: ${result.answer}` };
  }
  return { state: 'retrying', attempts, lastAnswer: result.answer, nextAttemptMillis };
}

/** A sender over the windows of a state file. One per file. */
export function createAlertSender(options: SendAlertsOptions): AlertSender {
  const { database, store, evidence, delivery, clock } = options;
  const underWay = new Map<string, Promise<void>>();
  // After a start nobody knows; a failed probe costs nothing.
  let reachable = false;
  let nextProbeMillis = -Infinity;

  const deliver = async (window: AlertWindow): Promise<DeliveryResult> => {
    try {
      const bytes = window.message ?? (await options.compose(window));
      const to = window.recipients.map(({ address }) => address);
      return await delivery.deliver({
        id: window.id,
        from: options.mailFrom,
        to,
        bytes,
        raisedMillis: window.startMillis,
      });
    } catch (error) {
      return { outcome: 'retryable', answer: `The mail could not be written: ${String(error)}`, unreachable: false };
    }
  };
  const settle = (window: AlertWindow, result: DeliveryResult): void => {
    reachable = !(result.outcome === 'retryable' && result.unreachable);
    if (!reachable) nextProbeMillis = clock() + PROBE_INTERVAL_MILLIS;
    const attempt = toAttemptResult(window, result, clock());
    inTransaction(database, () => {
      store.setAttempt(window.id, attempt);
      if (window.purpose === 'test' || attempt.state === 'retrying') return;
      const event = attempt.state === 'failed' ? 'failed' : 'sent';
      const settled = store.get(window.id) ?? window;
      evidence.add(toAlertEvidence(settled, event, event === 'failed' ? attempt.lastAnswer : undefined));
    });
  };
  const attempt = (window: AlertWindow): void => {
    const work = deliver(window)
      .then((result) => settle(window, result))
      .finally(() => underWay.delete(window.id));
    underWay.set(window.id, work);
  };
  return {
    async sendDue() {
      const due = store.listDue(clock()).filter(({ id }) => !underWay.has(id));
      due.slice(0, Math.max(0, ATTEMPTS_AT_ONCE - underWay.size)).forEach(attempt);
      await Promise.all(underWay.values());
    },
    async probe() {
      if (reachable || clock() < nextProbeMillis || store.countRetrying() === 0) return;
      nextProbeMillis = clock() + PROBE_INTERVAL_MILLIS;
      if (!(await delivery.check()).ok) return;
      reachable = true;
      store.hastenRetries(clock());
    },
  };
}

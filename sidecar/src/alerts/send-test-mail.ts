import type { BotscopeUser } from '@botscope/conventions';
import type { AlertIdSource } from './alert-id.ts';
import type { AlertStore } from './alert-store.ts';
import type { AlertWindow, Recipient } from './alert-window.ts';
import type { AlertSender } from './send-alerts.ts';

/** Sends a test mail; resolves with its row after the first attempt. */
export type SendTestMail = (requestedBy: BotscopeUser) => Promise<AlertWindow>;

/** What {@link createSendTestMail} works with. */
export interface SendTestMailOptions {
  readonly store: AlertStore;
  readonly sender: AlertSender;
  readonly nextId: AlertIdSource;
  readonly clock: () => number;
  readonly recipients: () => readonly Recipient[];
}

/** Test mails: rows of the ledger that open no window. */
export function createSendTestMail({ store, sender, nextId, clock, recipients }: SendTestMailOptions): SendTestMail {
  return async (requestedBy) => {
    const now = clock();
    const window: AlertWindow = {
      id: nextId(now),
      purpose: 'test',
      bot: '',
      botName: 'Test mail',
      environment: '',
      startMillis: now,
      endMillis: now,
      state: 'sending',
      subject: '[Botscope] Test mail',
      reason: requestedBy.name,
      recipients: recipients(),
      suppressedCount: 0,
      attempts: 0,
      causeUid: '',
    };
    store.insert(window);
    await sender.sendDue();
    return store.get(window.id) ?? window;
  };
}

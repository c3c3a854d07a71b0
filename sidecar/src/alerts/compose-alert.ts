import type { LokiClient, QueryContexts } from '@botscope/records';
import { collectContext } from '../context/collect-context.ts';
import type { AlertMail } from '../mail/alert-mail.ts';
import { buildAlertMail } from '../mail/build-alert-mail.ts';
import { buildTestMail } from '../mail/build-test-mail.ts';
import { composeMessage } from '../mail/compose-message.ts';
import type { AlertStore } from './alert-store.ts';
import type { AlertWindow } from './alert-window.ts';
import { parseCause } from './stored-cause.ts';

/** What composing works with. */
export interface ComposeAlertOptions {
  readonly store: AlertStore;
  readonly client: LokiClient;
  readonly contexts: QueryContexts;
  readonly publicUrl: string;
  readonly mailFrom: string;
}

/** The same at every attempt, so that a mail sent twice shows as one. */
function toMessageId(window: AlertWindow, mailFrom: string): string {
  return `${window.id}@${mailFrom.slice(mailFrom.lastIndexOf('@') + 1)}`;
}

async function buildErrorMail(window: AlertWindow, cause: string, options: ComposeAlertOptions): Promise<AlertMail> {
  const { store, client, contexts, publicUrl } = options;
  const record = parseCause(cause);
  const context = await collectContext(record, { client, contexts });
  const previous = store.findPrevious(window);
  return buildAlertMail({
    cause: record,
    botName: window.botName,
    context,
    publicUrl,
    errorCount: (store.get(window.id)?.suppressedCount ?? 0) + 1,
    userCount: store.countAffectedUsers(window.id),
    windowEndMillis: window.endMillis,
    ...(previous ? { previous } : {}),
  });
}

/** Writes the mail of a window and keeps it, so that every attempt sends the same bytes. */
export async function composeAlert(window: AlertWindow, options: ComposeAlertOptions): Promise<Uint8Array> {
  const mail =
    window.cause === undefined
      ? buildTestMail(options.publicUrl, window.reason, window.startMillis)
      : await buildErrorMail(window, window.cause, options);
  const message = await composeMessage(mail, {
    from: options.mailFrom,
    to: window.recipients.map(({ address }) => address),
    messageId: toMessageId(window, options.mailFrom),
    dateMillis: window.startMillis,
  });
  options.store.setComposed(window.id, { subject: mail.subject, recipients: window.recipients, message });
  return message;
}

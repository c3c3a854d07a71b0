import type { DatabaseSync } from 'node:sqlite';
import { parseRecord, type BotRecord, type LokiEntry } from '@botscope/records';
import { buildSubject } from '../mail/build-subject.ts';
import { describeFailure } from '../mail/describe-failure.ts';
import { inTransaction } from '../state/in-transaction.ts';
import type { AlertIdSource } from './alert-id.ts';
import { alertKey, raisesAlert } from './alert-rule.ts';
import type { AlertStore } from './alert-store.ts';
import type { AlertWindow, Recipient } from './alert-window.ts';
import { serializeCause } from './stored-cause.ts';

/** What {@link createErrorAcceptor} works with. */
export interface AcceptErrorsOptions {
  readonly database: DatabaseSync;
  readonly store: AlertStore;
  readonly nextId: AlertIdSource;
  readonly windowMillis: number;
  readonly recipientsFor: (bot: string) => readonly Recipient[];
}

/** Takes forwarded records in at a time; gives how many windows were opened. On disk when it returns. */
export type ErrorAcceptor = (entries: readonly LokiEntry[], nowMillis: number) => number;

function toWindow(
  record: BotRecord,
  entry: LokiEntry,
  nowMillis: number,
  { nextId, windowMillis, recipientsFor }: AcceptErrorsOptions,
): AlertWindow {
  const bot = alertKey(record);
  const botName = record.botName ?? bot;
  return {
    id: nextId(nowMillis),
    purpose: 'error',
    bot,
    botName,
    environment: record.environment ?? '',
    startMillis: nowMillis,
    endMillis: nowMillis + windowMillis,
    state: 'sending',
    subject: buildSubject(record, botName),
    reason: describeFailure(record),
    recipients: recipientsFor(bot),
    suppressedCount: 0,
    attempts: 0,
    causeUid: record.uid,
    ...(record.conversationId === undefined ? {} : { conversation: record.conversationId }),
    ...(record.turnId === undefined ? {} : { turn: record.turnId }),
    ...(record.stepIndex === undefined ? {} : { step: record.stepIndex }),
    cause: serializeCause(entry),
  };
}

/**
 * The rule: the first error of a bot opens its window, those that follow are counted, one at or after its end opens the
 * next. An error that arrives twice counts once.
 */
export function createErrorAcceptor(options: AcceptErrorsOptions): ErrorAcceptor {
  const { database, store } = options;

  const accept = (record: BotRecord, entry: LokiEntry, nowMillis: number): boolean => {
    if (!store.countOnce(record.uid)) return false;
    const open = store.findOpen(alertKey(record), nowMillis);
    const window = open ?? toWindow(record, entry, nowMillis, options);
    if (open) store.addSuppressed(open.id);
    else store.insert(window);
    if (record.endUserId !== undefined) store.addAffectedUser(window.id, record.endUserId);
    return open === undefined;
  };
  return (entries, nowMillis) => {
    const errors = entries
      .map((entry) => ({ entry, record: parseRecord(entry) }))
      .filter(({ record }) => raisesAlert(record));
    if (errors.length === 0) return 0;
    return inTransaction(database, () => errors.filter(({ entry, record }) => accept(record, entry, nowMillis)).length);
  };
}

import { buildPagePath, type AlertLedgerRow, type AlertState } from '@botscope/conventions';
import type { RowOrder } from '../../lib/paged-rows.ts';
import type { Status } from '../../lib/status.ts';

/** A window of the ledger as it is shown. Texts are untrusted. */
export interface AlertRowView {
  readonly row: AlertLedgerRow;
  readonly key: string;
  readonly status: Status;
  readonly statusWord: string;
  readonly bot: string;
  /** Owner, Supervisor … and how many addresses. */
  readonly recipients: string;
  /** Path of the step that failed first; absent for test mails. */
  readonly stepPath?: string;
}

const STATES: Readonly<Record<AlertState, { readonly status: Status; readonly word: string }>> = {
  sending: { status: 'running', word: 'sending' },
  sent: { status: 'ok', word: 'sent' },
  written: { status: 'ok', word: 'written to file' },
  test: { status: 'ok', word: 'test mail' },
  retrying: { status: 'waiting', word: 'failed, retrying' },
  failed: { status: 'error', word: 'failed' },
};
/** Margin of a link's time range around the first error. */
const LINK_MARGIN_MILLIS = 30 * 60_000;

/** Newest window first; the id decides between equals. */
export const ALERT_ORDER: RowOrder<AlertLedgerRow> = {
  getKey: (row) => row.id,
  compare: (a, b) => b.windowStart - a.windowStart || (a.id > b.id ? -1 : 1),
};

/** A row as it is shown. */
export function toAlertRow(row: AlertLedgerRow): AlertRowView {
  const { status, word } = STATES[row.state];
  const stepPath = toStepPath(row);
  return {
    row,
    key: row.id,
    status,
    statusWord: word,
    bot: row.botName === '' ? row.bot : row.botName,
    recipients: `${row.recipientRoles.join(', ')} (${row.recipientCount})`,
    ...(stepPath === undefined ? {} : { stepPath }),
  };
}

function toStepPath({ bot, environment, conversation, turn, step, windowStart }: AlertLedgerRow): string | undefined {
  if (conversation === undefined) return undefined;
  return buildPagePath('conversation', {
    bot,
    env: environment,
    uid: conversation,
    ...(turn === undefined ? {} : { turn }),
    ...(step === undefined ? {} : { step }),
    from: windowStart - LINK_MARGIN_MILLIS,
    to: windowStart + LINK_MARGIN_MILLIS,
  });
}

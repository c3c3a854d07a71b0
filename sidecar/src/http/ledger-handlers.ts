import type { AlertLedgerRow } from '@botscope/conventions';
import type { AlertStore } from '../alerts/alert-store.ts';
import { toLedgerRow } from '../alerts/alert-window.ts';
import type { ResetAlerts } from '../alerts/reset-alerts.ts';
import type { SendTestMail } from '../alerts/send-test-mail.ts';
import { SidecarError } from '../sidecar-error.ts';
import type { PeopleHandlers, PersonRequest } from './people-routes.ts';

/** What the ledger's endpoints work with. */
export interface LedgerHandlersOptions {
  readonly store: AlertStore;
  readonly clock: () => number;
  readonly sendTestMail: SendTestMail;
  readonly resetAlerts: ResetAlerts;
}

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;

function parseLimit(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = /^[0-9]{1,4}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > MAX_LIMIT) throw new SidecarError('body_invalid', `"limit" is not 1 to ${MAX_LIMIT}.`);
  return limit;
}

function parseBefore(text: string | undefined): string | undefined {
  if (text !== undefined && !/^[0-9A-Z]{26}$/.test(text)) {
    throw new SidecarError('body_invalid', '"before" is not the id of a row.');
  }
  return text;
}

/** Endpoints of the alert ledger. */
export function createLedgerHandlers({
  store,
  clock,
  sendTestMail,
  resetAlerts,
}: LedgerHandlersOptions): PeopleHandlers {
  const listAlerts = ({ query }: PersonRequest): readonly AlertLedgerRow[] =>
    store.list(parseLimit(query.limit), parseBefore(query.before)).map(toLedgerRow);
  return {
    'GET alerts': listAlerts,
    'GET alerts/windows': () => store.listOpen(clock()).map(toLedgerRow),
    'POST alerts/test': async ({ user }) => toLedgerRow(await sendTestMail(user)),
    'POST alerts/reset': ({ body, user }) => ({ reset: resetAlerts((body as { bot?: string }).bot, user) }),
  };
}

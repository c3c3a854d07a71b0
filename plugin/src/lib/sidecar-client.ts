import type { AlertLedgerRow, ExportFormat, Flag, HealthAnswer } from '@botscope/conventions';
import type { Backend, BackendRequest } from './backend.ts';

/** What names a conversation to the sidecar. */
export interface FlagKey {
  readonly bot: string;
  readonly environment: string;
  /** Conversation UID. */
  readonly conversation: string;
}

/** Which part of the ledger is asked for. */
export interface AlertPage {
  readonly limit: number;
  /** Id of the last row already known. */
  readonly before?: string;
}

/** The sidecar's endpoints for people. Every method rejects with a `RequestFailure`. */
export interface SidecarClient {
  /** All flags, whatever the time range. */
  listFlags(signal?: AbortSignal): Promise<readonly Flag[]>;
  /** `knownAt`: `at` of the flag as the person saw it, null for none; refused when it has changed since. */
  setFlag(key: FlagKey, note: string, knownAt: number | null): Promise<void>;
  removeFlag(key: FlagKey, knownAt: number | null): Promise<void>;
  /** A page of the alert ledger, newest first: the newest rows, or those older than the row `before`. */
  listAlerts(page: AlertPage, signal?: AbortSignal): Promise<readonly AlertLedgerRow[]>;
  sendTestMail(): Promise<void>;
  /** Closes the alert window of one bot, or of all. */
  resetAlerts(bot?: string): Promise<void>;
  getHealth(signal?: AbortSignal): Promise<HealthAnswer>;
  /** A conversation as text of a file; with format `fixture` of one turn only where that is named. */
  exportConversation(key: FlagKey, format: ExportFormat, turn?: string): Promise<string>;
}

/** A client of the sidecar. Its answers come from our own program over our own contract, so they are trusted. */
export function createSidecarClient(backend: Backend): SidecarClient {
  const ask = (method: BackendRequest['method'], path: string, rest: Partial<BackendRequest> = {}) =>
    backend({ area: 'sidecar', method, path, ...rest });
  const get = async <Answer>(path: string, signal?: AbortSignal) =>
    (await ask('GET', path, signal ? { signal } : {})) as Answer;
  return {
    listFlags: (signal) => get<readonly Flag[]>('flags', signal),
    setFlag: async (key, note, knownAt) => void (await ask('PUT', 'flags', { body: { ...key, note, knownAt } })),
    removeFlag: async (key, knownAt) => void (await ask('DELETE', 'flags', { body: { ...key, knownAt } })),
    listAlerts: async ({ limit, before }, signal) => {
      const query = { limit: String(limit), ...(before === undefined ? {} : { before }) };
      return (await ask('GET', 'alerts', { query, ...(signal ? { signal } : {}) })) as readonly AlertLedgerRow[];
    },
    sendTestMail: async () => void (await ask('POST', 'alerts/test', { body: {} })),
    resetAlerts: async (bot) => void (await ask('POST', 'alerts/reset', { body: bot === undefined ? {} : { bot } })),
    exportConversation: async ({ bot, environment, conversation }, format, turn) => {
      const query = { bot, environment, conversation, format, ...(turn === undefined ? {} : { turn }) };
      return (await ask('GET', 'export/conversations', { query, wantsText: true })) as string;
    },
    getHealth: (signal) => get<HealthAnswer>('health', signal),
  };
}

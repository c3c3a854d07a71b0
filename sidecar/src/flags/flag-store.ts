import type { DatabaseSync } from 'node:sqlite';
import type { Flag } from '@botscope/conventions';

/** What names a flagged conversation. */
export type FlagKey = Pick<Flag, 'bot' | 'environment' | 'conversation'>;

/** Flags in the state file: kept until someone removes them. */
export interface FlagStore {
  /** All flags, newest first. */
  list(): readonly Flag[];
  get(key: FlagKey): Flag | undefined;
  /** Sets or replaces. */
  put(flag: Flag): void;
  remove(key: FlagKey): void;
}

interface Row {
  readonly bot: string;
  readonly environment: string;
  readonly conversation: string;
  readonly flagged_by: string;
  readonly at_millis: number;
  readonly note: string;
}

function fromRow(row: Row): Flag {
  const { bot, environment, conversation, note } = row;
  return { bot, environment, conversation, by: row.flagged_by, at: row.at_millis, note };
}

const COLUMNS = 'bot, environment, conversation, flagged_by, at_millis, note';
const KEY = 'bot = ? AND environment = ? AND conversation = ?';

/** The flags of a state file. */
export function createFlagStore(database: DatabaseSync): FlagStore {
  const all = database.prepare(`SELECT ${COLUMNS} FROM flags ORDER BY at_millis DESC, conversation`);
  const one = database.prepare(`SELECT ${COLUMNS} FROM flags WHERE ${KEY}`);
  const insert = database.prepare(`INSERT OR REPLACE INTO flags (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)`);
  const remove = database.prepare(`DELETE FROM flags WHERE ${KEY}`);
  return {
    list: () => (all.all() as unknown as Row[]).map(fromRow),
    get: ({ bot, environment, conversation }) => {
      const row = one.get(bot, environment, conversation) as unknown as Row | undefined;
      return row && fromRow(row);
    },
    put: ({ bot, environment, conversation, by, at, note }) =>
      void insert.run(bot, environment, conversation, by, at, note),
    remove: ({ bot, environment, conversation }) => void remove.run(bot, environment, conversation),
  };
}

import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another sidecar has the state file. */
export class StateInUseError extends Error {
  override readonly name = 'StateInUseError';
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super(`Another sidecar is running on ${path}. Stop it, or give this one another BOTSCOPE_DATA_DIR.`, { cause });
    this.path = path;
  }
}

/** The state file is of a newer version of Botscope. */
export class StateTooNewError extends Error {
  override readonly name = 'StateTooNewError';

  constructor(path: string, version: number) {
    super(
      `${path} is of version ${version}, made by a newer Botscope. Start that version, or use another data directory.`,
    );
  }
}

/** One string of statements per version; a file of version n has had the first n. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE alert_windows (
    id TEXT PRIMARY KEY,
    purpose TEXT NOT NULL,
    bot TEXT NOT NULL,
    bot_name TEXT NOT NULL,
    environment TEXT NOT NULL,
    start_millis INTEGER NOT NULL,
    end_millis INTEGER NOT NULL,
    closed INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT NOT NULL,
    recipients TEXT NOT NULL,
    suppressed_count INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_millis INTEGER,
    last_answer TEXT,
    cause_uid TEXT NOT NULL,
    conversation TEXT,
    turn TEXT,
    step INTEGER,
    cause TEXT,
    message BLOB
  ) STRICT;
  CREATE INDEX alert_windows_by_bot ON alert_windows (bot, start_millis);
  CREATE INDEX alert_windows_open ON alert_windows (end_millis) WHERE closed = 0;
  CREATE INDEX alert_windows_unsent ON alert_windows (next_attempt_millis) WHERE state IN ('sending', 'retrying');
  CREATE TABLE counted_errors (
    number INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE affected_users (
    window_id TEXT NOT NULL,
    user TEXT NOT NULL,
    PRIMARY KEY (window_id, user)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE flags (
    bot TEXT NOT NULL,
    environment TEXT NOT NULL,
    conversation TEXT NOT NULL,
    flagged_by TEXT NOT NULL,
    at_millis INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (bot, environment, conversation)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE evidence (
    number INTEGER PRIMARY KEY,
    entry TEXT NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE capture_policy (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,
    rules TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    at_millis INTEGER NOT NULL
  ) STRICT;
  `,
  // A flag of before is pinned as well: its records are copied as far as they are still there.
  `
  CREATE TABLE pins (
    bot TEXT NOT NULL,
    environment TEXT NOT NULL,
    conversation TEXT NOT NULL,
    with_calls INTEGER NOT NULL,
    since_millis INTEGER NOT NULL,
    next_millis INTEGER,
    copied_until_millis INTEGER,
    copied_count INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    refused_count INTEGER NOT NULL DEFAULT 0,
    refusal TEXT,
    problem TEXT,
    PRIMARY KEY (bot, environment, conversation)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX pins_due ON pins (next_millis) WHERE next_millis IS NOT NULL;
  INSERT INTO pins (bot, environment, conversation, with_calls, since_millis, next_millis)
    SELECT bot, environment, conversation, 1, at_millis, at_millis FROM flags;
  `,
];

function migrate(database: DatabaseSync, path: string): void {
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version > MIGRATIONS.length) throw new StateTooNewError(path, version);
  MIGRATIONS.slice(version).forEach((statements, index) => {
    database.exec(`BEGIN; ${statements} PRAGMA user_version = ${version + index + 1}; COMMIT`);
  });
}

/**
 * Opens the state file, made where it does not exist, and holds it alone until it is closed or the process ends,
 * killed or not. Every commit is on disk when it returns. Throws {@link StateInUseError}, {@link StateTooNewError} or
 * the system's error.
 */
export function openState(path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Made before SQLite does, for its owner alone: mails that wait in it quote what people wrote.
  closeSync(openSync(path, 'a', 0o600));
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
  } catch (error) {
    database.close();
    throw (error as { errcode?: number }).errcode === 5 ? new StateInUseError(path, error) : error;
  }
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
  try {
    migrate(database, path);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

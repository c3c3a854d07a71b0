import type { FileLayout } from './live-database.ts';

/**
 * A file of records. `stream` and `origin` stand for what thousands of records share (index labels; resource and
 * scope). `digest` tells equal records of one time and stream apart from different ones: an equal record is stored
 * once. `volume` is the hourly roll-up, kept in the same transaction.
 */
export const RECORD_LAYOUT: FileLayout = {
  version: 1,
  table: 'records',
  schema: `
    CREATE TABLE streams (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE origins (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE records (
      id INTEGER PRIMARY KEY, ts INTEGER NOT NULL, stream INTEGER NOT NULL, digest INTEGER NOT NULL,
      origin INTEGER NOT NULL, observed INTEGER NOT NULL, severity INTEGER NOT NULL, severity_text TEXT NOT NULL,
      trace TEXT NOT NULL, span TEXT NOT NULL, flags INTEGER NOT NULL, event TEXT NOT NULL, dropped INTEGER NOT NULL,
      conversation TEXT, session TEXT, turn TEXT, uid TEXT, attrs TEXT NOT NULL, body TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX records_time ON records (ts, stream, digest);
    CREATE INDEX records_conversation ON records (conversation, ts) WHERE conversation IS NOT NULL;
    CREATE INDEX records_session ON records (session, ts) WHERE session IS NOT NULL;
    CREATE INDEX records_turn ON records (turn, ts) WHERE turn IS NOT NULL;
    CREATE INDEX records_uid ON records (uid) WHERE uid IS NOT NULL;
    CREATE TABLE volume (
      hour INTEGER NOT NULL, stream INTEGER NOT NULL, records INTEGER NOT NULL, bytes INTEGER NOT NULL,
      PRIMARY KEY (hour, stream)
    ) STRICT, WITHOUT ROWID`,
};

/** Nanoseconds of an hour: `volume.hour` is a record's time divided by this. */
export const HOUR_NANO = 3_600_000_000_000n;

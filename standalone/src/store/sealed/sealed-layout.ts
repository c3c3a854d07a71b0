/** Stands in `user_version` of a sealed file. Layouts of sealed files count from 100, those of files as they are written from 1. */
export const SEALED_VERSION = 100;

/** Rows that are compressed together: reading one reads all of them. */
export const BLOCK_ROWS = 32;
/** Rows whose times, ids and streams are compressed together. A multiple of {@link BLOCK_ROWS}. */
export const SEGMENT_ROWS = 512;
/** Rows that one file can number. */
export const MAX_SEALED_ROWS = 2 ** 20;

/**
 * A sealed file of records: rows are numbered from 0 by time, then by id. `segments` holds what every scan reads,
 * and how many rows of each stream that is, `heads` a row but for its line, `lines` the lines, each compressed by blocks. `attributes` answers which rows have a
 * value, `vocabulary` which values a name has (null: too many to look at each), `texts` which rows may contain a text: it knows sequences of three characters, not where they stand.
 */
export const SEALED_SCHEMA = `
  CREATE TABLE summary (
    rows INTEGER NOT NULL, min_ts INTEGER NOT NULL, max_ts INTEGER NOT NULL,
    first_id INTEGER NOT NULL, last_id INTEGER NOT NULL, bucket_bits INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE streams (id INTEGER PRIMARY KEY, key TEXT NOT NULL) STRICT;
  CREATE TABLE origins (id INTEGER PRIMARY KEY, key TEXT NOT NULL) STRICT;
  CREATE TABLE volume (
    hour INTEGER NOT NULL, stream INTEGER NOT NULL, records INTEGER NOT NULL, bytes INTEGER NOT NULL,
    PRIMARY KEY (hour, stream)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE segments (
    first INTEGER PRIMARY KEY, min_ts INTEGER NOT NULL, counts BLOB NOT NULL, times BLOB NOT NULL, ids BLOB NOT NULL,
    streams BLOB NOT NULL
  ) STRICT;
  CREATE TABLE heads (block INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
  CREATE TABLE lines (block INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
  CREATE TABLE vocabulary (name TEXT PRIMARY KEY, vals BLOB) STRICT, WITHOUT ROWID;
  CREATE TABLE attributes (bucket INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
  CREATE VIRTUAL TABLE texts USING fts5 (line, tokenize = 'trigram', detail = none, content = '', columnsize = 0)`;

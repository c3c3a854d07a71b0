// Fills one SQLite file that holds everything, with the indexes that our store's live files have.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { ATTR_CONVERSATION_ID, ATTR_RECORD_UID, ATTR_TURN_ID } from '@botscope/conventions';
import type { CorpusRecord } from '../corpus/corpus-record.ts';
import { fillInBatches } from '../store-corpus/fill-in-batches.ts';
import { readFillArguments } from '../store-corpus/read-fill-arguments.ts';
import { traceOf } from '../store-corpus/trace-ids.ts';

const { directory, corpus, limit } = readFillArguments();
const database = new DatabaseSync(join(directory, 'records.sqlite'));
database.exec(`PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE records (id INTEGER PRIMARY KEY, ts INTEGER NOT NULL, tenant TEXT NOT NULL, environment TEXT NOT NULL,
    digest INTEGER NOT NULL, severity INTEGER NOT NULL, trace TEXT NOT NULL, conversation TEXT, turn TEXT, uid TEXT,
    attrs TEXT NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE UNIQUE INDEX records_time ON records (ts, tenant, digest);
  CREATE INDEX records_conversation ON records (conversation, ts);
  CREATE INDEX records_turn ON records (turn, ts);
  CREATE INDEX records_uid ON records (uid)`);
const insert = database.prepare('INSERT OR IGNORE INTO records VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');

const toText = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const toJson = (attributes: CorpusRecord['attributes']): string =>
  JSON.stringify(attributes, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));

function insertRecord(record: CorpusRecord): void {
  const { timestampUnixNano, tenant, environment, severityNumber, attributes, body } = record;
  const json = toJson(attributes);
  const digest = crc32(body, crc32(json));
  const ids = [ATTR_CONVERSATION_ID, ATTR_TURN_ID, ATTR_RECORD_UID].map((name) => toText(attributes[name]));
  const places = [timestampUnixNano, tenant, environment, digest, severityNumber, traceOf(record)] as const;
  insert.run(...places, ...ids, json, body);
}

const figures = await fillInBatches(
  corpus,
  (batches) => {
    for (const batch of batches) {
      database.exec('BEGIN IMMEDIATE');
      batch.forEach(insertRecord);
      database.exec('COMMIT');
    }
  },
  { limit, finish: () => void database.exec('PRAGMA wal_checkpoint(TRUNCATE)') },
);
database.close();
process.send?.(figures);

import type { StatementSync } from 'node:sqlite';
import { KeyTable } from './key-table.ts';
import { LiveDatabase, type FileBounds } from './live-database.ts';
import type { LiveFile } from './live-file.ts';
import type { NewRecord } from './new-record.ts';
import { toRecordDigest } from './record-digest.ts';
import { RECORD_LAYOUT } from './record-layout.ts';
import { VolumeTally } from './volume-tally.ts';

/** Distance between the digests that are tried for different records with one checksum. */
const DIGEST_STEP = 2 ** 32;
/** More records of one time, stream and checksum than this do not happen by chance. */
const MAX_DIGEST_STEPS = 64;

const COLUMNS = [
  ...['id', 'ts', 'stream', 'digest', 'origin', 'observed', 'severity', 'severity_text', 'trace', 'span', 'flags'],
  ...['event', 'dropped', 'conversation', 'session', 'turn', 'uid', 'attrs', 'body'],
];

/** The live file of a series of records. */
export class RecordLiveFile implements LiveFile<NewRecord> {
  readonly path: string;
  readonly #database: LiveDatabase;
  readonly #streams: KeyTable;
  readonly #origins: KeyTable;
  readonly #insert: StatementSync;
  readonly #findEqual: StatementSync;
  #volumes = new VolumeTally();
  #committedVolumes = this.#volumes;

  constructor(path: string) {
    this.path = path;
    this.#database = new LiveDatabase(path, RECORD_LAYOUT);
    this.#streams = new KeyTable(this.#database, 'streams');
    this.#origins = new KeyTable(this.#database, 'origins');
    this.#insert = this.#database.prepare(
      `INSERT INTO records (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})
       ON CONFLICT (ts, stream, digest) DO NOTHING`,
    );
    this.#findEqual = this.#database.prepare(
      `SELECT 1 FROM records WHERE ts = ? AND stream = ? AND digest = ? AND origin = ? AND observed = ? AND severity = ?
       AND severity_text = ? AND trace = ? AND span = ? AND flags = ? AND attrs = ? AND body = ?`,
    );
  }

  begin(): void {
    if (this.#database.isInTransaction) this.rollback();
    this.#volumes = new VolumeTally();
    this.#database.begin();
  }

  append(record: NewRecord, id: bigint): void {
    const stream = this.#streams.idOf(record.stream.key);
    const origin = this.#origins.idOf(record.origin.key);
    const checksum = toRecordDigest(record);
    for (let step = 0; step < MAX_DIGEST_STEPS; step += 1) {
      const digest = checksum + step * DIGEST_STEP;
      if (this.#insertRow(record, id, stream, digest, origin)) {
        const sizeBytes = Buffer.byteLength(record.line) + record.attributesJson.length;
        this.#volumes.add(record.timestampUnixNano, stream, sizeBytes);
        return;
      }
      if (this.#hasEqual(record, stream, digest, origin)) return;
    }
    // Somebody made the checksums collide: store it all the same, under a digest that nothing else has.
    this.#insertRow(record, id, stream, Number(-id), origin);
  }

  commit(): void {
    this.#volumes.write(this.#database, 1);
    this.#database.commit();
    this.#committedVolumes = this.#volumes;
  }

  rollback(): void {
    this.#streams.forget();
    this.#origins.forget();
    this.#database.rollback();
  }

  undo(firstId: bigint): void {
    this.#database.begin();
    this.#database.prepare('DELETE FROM records WHERE id >= ?').run(firstId);
    this.#committedVolumes.write(this.#database, -1);
    this.#database.commit();
  }

  checkIntegrity(): void {
    this.#database.checkIntegrity();
  }

  bounds(): FileBounds {
    return this.#database.bounds();
  }

  close(): void {
    this.#database.close();
  }

  #insertRow(record: NewRecord, id: bigint, stream: number, digest: number, origin: number): boolean {
    const { columns } = record;
    const result = this.#insert.run(
      id,
      record.timestampUnixNano,
      stream,
      digest,
      origin,
      BigInt.asIntN(64, record.observedTimestampUnixNano),
      record.severityNumber,
      record.severityText,
      record.traceId,
      record.spanId,
      record.flags,
      record.eventName,
      record.droppedAttributesCount,
      columns.conversation ?? null,
      columns.session ?? null,
      columns.turn ?? null,
      columns.uid ?? null,
      record.attributesJson,
      record.line,
    );
    return result.changes === 1;
  }

  #hasEqual(record: NewRecord, stream: number, digest: number, origin: number): boolean {
    const found = this.#findEqual.get(
      record.timestampUnixNano,
      stream,
      digest,
      origin,
      BigInt.asIntN(64, record.observedTimestampUnixNano),
      record.severityNumber,
      record.severityText,
      record.traceId,
      record.spanId,
      record.flags,
      record.attributesJson,
      record.line,
    );
    return found !== undefined;
  }
}

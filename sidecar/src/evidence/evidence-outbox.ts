import type { DatabaseSync } from 'node:sqlite';
import type { Evidence, RecordEvidence } from './evidence.ts';

/** Evidence that waits in the state file until it is recorded, so that no change is ever without its record. */
export interface EvidenceOutbox {
  /** Adds to the open transaction of the change itself. */
  add(evidence: Evidence): void;
  /** Records what waits, oldest first; stops at the first that cannot be recorded. Never rejects. */
  drain(): Promise<void>;
  /** How many wait. */
  waiting(): number;
}

interface Row {
  readonly number: number;
  readonly entry: string;
}

/** The outbox of a state file. `onFailure` is told why evidence still waits. */
export function createEvidenceOutbox(
  database: DatabaseSync,
  record: RecordEvidence,
  onFailure: (error: unknown) => void,
): EvidenceOutbox {
  const insert = database.prepare('INSERT INTO evidence (entry) VALUES (?)');
  const first = database.prepare('SELECT number, entry FROM evidence ORDER BY number LIMIT 1');
  const remove = database.prepare('DELETE FROM evidence WHERE number = ?');
  const count = database.prepare('SELECT count(*) AS count FROM evidence');
  let draining: Promise<void> | undefined;

  const drainAll = async (): Promise<void> => {
    for (let row = first.get() as Row | undefined; row; row = first.get() as Row | undefined) {
      await record(JSON.parse(row.entry) as Evidence);
      remove.run(row.number);
    }
  };
  return {
    add: (evidence) => void insert.run(JSON.stringify(evidence)),
    drain: () =>
      (draining ??= drainAll()
        .catch(onFailure)
        .finally(() => (draining = undefined))),
    waiting: () => (count.get() as { count: number }).count,
  };
}

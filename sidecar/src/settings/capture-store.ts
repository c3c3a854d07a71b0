import type { DatabaseSync } from 'node:sqlite';
import type { CapturePolicy, CaptureRule } from '@botscope/conventions';

/** The capture policy as it is kept, with who changed it last; both undefined while nobody has. */
export interface StoredCapturePolicy extends CapturePolicy {
  readonly changedBy: string | undefined;
  /** Milliseconds since the epoch. */
  readonly changedAtMillis: number | undefined;
}

/** The capture policy in the state file. */
export interface CaptureStore {
  /** Version 0 without rules while nobody has set any. */
  get(): StoredCapturePolicy;
  put(policy: CapturePolicy, changedBy: string, atMillis: number): void;
}

interface Row {
  readonly version: number;
  readonly rules: string;
  readonly changed_by: string;
  readonly at_millis: number;
}

/** The capture policy of a state file. */
export function createCaptureStore(database: DatabaseSync): CaptureStore {
  const one = database.prepare('SELECT version, rules, changed_by, at_millis FROM capture_policy WHERE id = 1');
  const replace = database.prepare(
    'INSERT OR REPLACE INTO capture_policy (id, version, rules, changed_by, at_millis) VALUES (1, ?, ?, ?, ?)',
  );
  return {
    get: () => {
      const row = one.get() as unknown as Row | undefined;
      if (row === undefined) return { version: 0, rules: [], changedBy: undefined, changedAtMillis: undefined };
      const rules = JSON.parse(row.rules) as readonly CaptureRule[];
      return { version: row.version, rules, changedBy: row.changed_by, changedAtMillis: row.at_millis };
    },
    put: ({ version, rules }, changedBy, atMillis) =>
      void replace.run(version, JSON.stringify(rules), changedBy, atMillis),
  };
}

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ensureCompetitor } from '../competitors.ts';

/** A DuckDB in a process of its own, with the file of a corpus. */
export interface DuckDbEngine {
  /** Milliseconds until all values of all rows are read, measured in its process; and how many rows. */
  ask(sql: string): Promise<{ readonly rows: number; readonly millis: number }>;
  close(): Promise<void>;
}

/** File of the records in a directory. */
export const DUCKDB_FILE = 'records.duckdb';

/** Opens the file that `fill.mjs` has made in a directory. */
export async function startDuckDb(directory: string): Promise<DuckDbEngine> {
  const child = fork(ensureCompetitor('duckdb', 'ask.mjs'), [join(directory, DUCKDB_FILE)]);
  await once(child, 'message');
  return {
    ask: async (sql) => {
      const answered = once(child, 'message');
      child.send({ sql });
      const [answer] = (await answered) as [{ rows: number; millis: number; error?: string }];
      if (answer.error !== undefined) throw new Error(`DuckDB: ${answer.error} in ${sql}`);
      return answer;
    },
    close: async () => {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}

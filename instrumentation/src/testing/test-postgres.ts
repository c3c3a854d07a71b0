import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { afterAll, beforeAll } from 'vitest';

/** Where a test's Postgres listens. */
export interface TestPostgres {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly database: string;
}

const START_MILLIS = 120_000;

/**
 * A Postgres for the tests of a file: the real one, compiled to WebAssembly, behind a real socket on loopback. Use one
 * connection at a time. Absent until the tests run.
 */
export function usePostgres(): { readonly address: () => TestPostgres } {
  let address: TestPostgres | undefined;
  let end = async (): Promise<void> => {};
  beforeAll(async () => {
    const db = await PGlite.create();
    const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 10 });
    await server.start();
    const port = Number(server.getServerConn().split(':').at(-1));
    address = { host: '127.0.0.1', port, username: 'postgres', database: 'postgres' };
    end = async () => {
      await server.stop();
      await db.close();
    };
  }, START_MILLIS);
  afterAll(() => end(), START_MILLIS);
  return {
    address: () => {
      if (address === undefined) throw new Error('Postgres is asked for before the tests run.');
      return address;
    },
  };
}

// Answers SQL over IPC: { sql } → { rows, millis }, rows read to the last value. Argument: the file.
import { DuckDBInstance } from '@duckdb/node-api';

const instance = await DuckDBInstance.create(process.argv[2], { access_mode: 'READ_ONLY' });
const connection = await instance.connect();

process.on('message', async ({ sql }) => {
  try {
    const started = performance.now();
    const rows = await (await connection.runAndReadAll(sql)).getRows();
    process.send({ rows: rows.length, millis: performance.now() - started });
  } catch (error) {
    process.send({ error: String(error) });
  }
});
process.send({ ready: true });

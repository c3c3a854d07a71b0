// Fills a DuckDB file by its appender: a table for each tenant, in order of time, a durable commit for each batch.
import { join } from 'node:path';
import { DuckDBDataChunk, DuckDBInstance, BIGINT, INTEGER, VARCHAR } from '@duckdb/node-api';
import { toTableColumns } from '../../src/store-corpus/duckdb-tables.ts';
import { fillInBatches } from '../../src/store-corpus/fill-in-batches.ts';
import { readFillArguments } from '../../src/store-corpus/read-fill-arguments.ts';

const TYPES = { BIGINT, INTEGER, VARCHAR };
const CHUNK_ROWS = 2048;
const TENANTS = ['bots', 'api', 'audit'];

const { directory, corpus, limit } = readFillArguments();
const instance = await DuckDBInstance.create(join(directory, 'records.duckdb'));
const connection = await instance.connect();
const columnsOf = Object.fromEntries(TENANTS.map((tenant) => [tenant, toTableColumns(tenant)]));
for (const tenant of TENANTS) {
  const columns = columnsOf[tenant].map(({ name, type }) => `"${name}" ${type}`).join(', ');
  await connection.run(`CREATE TABLE ${tenant} (${columns})`);
}

function appendChunk(appender, columns, records) {
  const chunk = DuckDBDataChunk.create(
    columns.map(({ type }) => TYPES[type]),
    records.length,
  );
  columns.forEach(({ read }, index) => chunk.setColumnValues(index, records.map(read)));
  appender.appendDataChunk(chunk);
}

async function append(tenant, records) {
  const appender = await connection.createAppender(tenant);
  for (let start = 0; start < records.length; start += CHUNK_ROWS)
    appendChunk(appender, columnsOf[tenant], records.slice(start, start + CHUNK_ROWS));
  appender.closeSync();
}

const figures = await fillInBatches(
  corpus,
  async (batches) => {
    for (const batch of batches) {
      await connection.run('BEGIN');
      for (const [tenant, records] of Map.groupBy(batch, (record) => record.tenant)) await append(tenant, records);
      await connection.run('COMMIT');
    }
  },
  { limit, finish: async () => void (await connection.run('CHECKPOINT')) },
);
connection.closeSync();
instance.closeSync();
process.send(figures, () => process.exit(0));

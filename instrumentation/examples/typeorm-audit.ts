/**
 * An editor's changes through TypeORM, audited without a call by hand.
 *
 *   DATABASE_URL=postgres://… node examples/typeorm-audit.ts
 */
import { startBotTelemetry } from '@botscope/instrumentation/node';
import { auditTypeOrm } from '@botscope/instrumentation/typeorm';
import 'reflect-metadata';
import { DataSource, EntitySchema } from 'typeorm';

const { DATABASE_URL } = process.env;
if (DATABASE_URL === undefined)
  throw new Error('Set DATABASE_URL to a Postgres, such as postgres://me@127.0.0.1/bots.');

interface Journey {
  id?: number;
  name: string;
  apiKey?: string;
}
const Journeys = new EntitySchema<Journey>({
  name: 'Journey',
  tableName: 'example_journey',
  columns: {
    id: { type: Number, primary: true, generated: true },
    name: { type: String },
    apiKey: { type: String, nullable: true },
  },
});

const telemetry = startBotTelemetry({ serviceName: 'builder', environment: 'sandbox' });
const database = await new DataSource({
  type: 'postgres',
  url: DATABASE_URL,
  entities: [Journeys],
  synchronize: true,
  poolSize: 1,
}).initialize();
auditTypeOrm(database, {
  audit: telemetry.audit,
  entities: { Journey: { entityType: 'journey', exclude: ['apiKey'] } },
  defaultActor: { type: 'system', name: 'Builder' },
});

const anna = { id: '7', name: 'Anna', email: 'anna@example.com' };
await telemetry.audit.withActor(anna, () =>
  database.transaction(async (manager) => {
    const journeys = manager.getRepository(Journeys);
    const journey = await journeys.save({ name: 'Welcome', apiKey: 'k-1' });
    await journeys.save({ ...journey, name: 'Hello', apiKey: 'k-2' });
    await journeys.delete({ name: 'Hello' });
  }),
);
console.log(`Entries in the audit log: ${telemetry.stats().audit.emitted}`);
await database.destroy();
await telemetry.shutdown();

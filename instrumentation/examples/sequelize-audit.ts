/**
 * An editor's changes through Sequelize, audited without a call by hand.
 *
 *   DATABASE_URL=postgres://… node examples/sequelize-audit.ts
 */
import { startBotTelemetry } from '@botscope/instrumentation/node';
import { auditSequelize } from '@botscope/instrumentation/sequelize';
import { DataTypes, Sequelize } from 'sequelize';

const { DATABASE_URL } = process.env;
if (DATABASE_URL === undefined)
  throw new Error('Set DATABASE_URL to a Postgres, such as postgres://me@127.0.0.1/bots.');

const telemetry = startBotTelemetry({ serviceName: 'builder', environment: 'sandbox' });
const database = new Sequelize(DATABASE_URL, { logging: false, pool: { max: 1 } });
const Audience = database.define(
  'Audience',
  { name: DataTypes.STRING, size: DataTypes.INTEGER },
  { tableName: 'example_audience', timestamps: false },
);
await database.sync();
auditSequelize(database, {
  audit: telemetry.audit,
  entities: { Audience: { entityType: 'audience_table' } },
  defaultActor: { type: 'system', name: 'Builder' },
});

const anna = { id: '7', name: 'Anna', email: 'anna@example.com' };
await telemetry.audit.withActor(anna, () =>
  database.transaction(async (transaction) => {
    const audience = await Audience.create({ name: 'Leads', size: 1 }, { transaction });
    await audience.update({ size: 2 }, { transaction });
    await Audience.destroy({ where: { name: 'Leads' }, transaction });
  }),
);
console.log(`Entries in the audit log: ${telemetry.stats().audit.emitted}`);
await database.close();
await telemetry.shutdown();

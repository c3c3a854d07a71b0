import { describe, expect, it } from 'vitest';
import { recordAdminOperation, recordFileAccess, recordTransaction } from '../index.ts';
import { startTestTelemetry, toBody } from '../testing/test-telemetry.ts';

describe('operations other than changes of bot content', () => {
  it('are recorded under their categories, with what they concern', async () => {
    const test = await startTestTelemetry();
    const { audit } = test.telemetry;
    await audit.withActor({ name: 'Anna' }, async () => {
      await recordFileAccess(audit, {
        action: 'DOWNLOADED',
        file: { path: 'exports/leads.csv', id: 'f-1', sizeBytes: 5 },
      });
      await recordTransaction(audit, { action: 'DELETED', database: { name: 'leads', id: 'd-1' }, rows: 12 });
      await recordAdminOperation(audit, {
        action: 'UPDATED',
        entity: { type: 'retention', id: 'r-1' },
        before: { days: 30 },
        after: { days: 90 },
        context: { ticket: 'T-1' },
      });
    });
    const records = (await test.records('bot.audit.change')).map((record) => [
      ...['category', 'action', 'entity.type', 'entity.id', 'entity.name'].map(
        (name) => record.attributes[`bot.audit.${name}`],
      ),
      toBody(record),
    ]);
    expect(records).toEqual([
      ['file_access', 'DOWNLOADED', 'file', 'f-1', 'exports/leads.csv', { context: { sizeBytes: 5 } }],
      ['db_transaction', 'DELETED', 'database', 'd-1', 'leads', { context: { rows: 12 } }],
      [
        'admin',
        'UPDATED',
        'retention',
        'r-1',
        undefined,
        { before: { days: 30 }, after: { days: 90 }, context: { ticket: 'T-1' } },
      ],
    ]);
  });

  it('say so when they were refused', async () => {
    const test = await startTestTelemetry();
    const { audit } = test.telemetry;
    const actor = { id: 'k-1', type: 'api_key' as const };
    await recordFileAccess(audit, { actor, action: 'READ', file: { path: '/etc/shadow' }, errorType: 'forbidden' });
    const { attributes } = await test.record('bot.audit.change');
    expect(attributes).toMatchObject({
      'bot.outcome': 'error',
      'error.type': 'forbidden',
      'bot.audit.actor.type': 'api_key',
    });
  });
});

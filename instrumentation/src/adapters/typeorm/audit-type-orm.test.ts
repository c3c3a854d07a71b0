import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { DataSource, In } from 'typeorm';
import type { AuditActor } from '../../index.ts';
import { Cards, Flows, Tags, TEST_ENTITIES, type Card } from '../../testing/test-card-entities.ts';
import { usePostgres } from '../../testing/test-postgres.ts';
import { startTestTelemetry, toBody, type TestTelemetry } from '../../testing/test-telemetry.ts';
import { auditTypeOrm, type OrmAuditOptions } from './index.ts';

const EVENT = 'bot.audit.change';
const ANNA: AuditActor = { id: '7', name: 'Anna' };

const postgres = usePostgres();
let db: DataSource;
let queries: string[] = [];

interface Audited {
  readonly test: TestTelemetry;
  /** Entries so far: action, entity type, id, name. */
  readonly actions: () => Promise<string[]>;
  /** Their bodies. */
  readonly bodies: () => Promise<unknown[]>;
}

async function audit(options: Partial<OrmAuditOptions> = {}): Promise<Audited> {
  const test = await startTestTelemetry();
  onTestFinished(auditTypeOrm(db, { audit: test.telemetry.audit, defaultActor: ANNA, ...options }));
  const names = ['action', 'entity.type', 'entity.id', 'entity.name'].map((name) => `bot.audit.${name}`);
  return {
    test,
    actions: async () =>
      (await test.records(EVENT)).map(({ attributes }) =>
        names.flatMap((name) => (attributes[name] as string | undefined) ?? []).join(' '),
      ),
    bodies: async () => (await test.records(EVENT)).map(toBody),
  };
}

beforeAll(async () => {
  db = await new DataSource({
    type: 'postgres',
    ...postgres.address(),
    entities: TEST_ENTITIES,
    synchronize: true,
    poolSize: 1,
    logging: ['query'],
    logger: {
      logQuery: (query: string) => void queries.push(query),
      logQueryError: () => {},
      logQuerySlow: () => {},
      logSchemaBuild: () => {},
      logMigration: () => {},
      log: () => {},
    },
  }).initialize();
}, 120_000);
afterAll(() => db.destroy(), 120_000);

beforeEach(async () => {
  await db.query('TRUNCATE flow, tag, card, card_tag RESTART IDENTITY');
  queries = [];
});

describe('auditTypeOrm: repositories', () => {
  it('records rows that are saved, changed and removed, without a call by hand', async () => {
    const { actions, bodies } = await audit();
    const cards = db.getRepository(Cards);
    const card = await cards.save({ name: 'Welcome' });
    await cards.save({ id: card.id!, name: 'Hello' });
    await cards.save({ id: card.id!, name: 'Hello' });
    await cards.remove(await cards.findOneByOrFail({ id: card.id! }));
    expect(await actions()).toEqual(['CREATED card 1 Welcome', 'UPDATED card 1 Hello', 'DELETED card 1 Hello']);
    expect(await bodies()).toMatchObject([
      { after: { id: '1', name: 'Welcome', hits: 0, version: 1 } },
      { before: { name: 'Welcome', version: 1 }, after: { name: 'Hello', version: 2 } },
      { before: { id: '1', name: 'Hello', version: 2 } },
    ]);
  });

  it('adds no query to what is saved and removed one by one', async () => {
    await audit();
    const cards = db.getRepository(Cards);
    const card = await cards.save({ name: 'a' });
    await cards.save({ id: card.id!, name: 'b' });
    const kinds = queries.map((query) => query.split(' ')[0]);
    expect(kinds).toEqual(['START', 'INSERT', 'COMMIT', 'SELECT', 'START', 'UPDATE', 'COMMIT']);
  });

  it('keeps big numbers, dates, bytes and JSON, and leaves out columns that are not selected by themselves', async () => {
    const { bodies } = await audit();
    const at = new Date('2026-02-03T04:05:06.007Z');
    const settings = { list: [1, { a: null }] };
    const size = '9007199254740993';
    const cards = db.getRepository(Cards);
    await cards.insert({ size, name: 'a', at, settings, picture: Buffer.from('hi'), pin: '1234' });
    await cards.update({ size }, { pin: '9999' });
    await db.getRepository(Flows).insert({ name: 'a' });
    await db.getRepository(Flows).update({ name: 'a' }, { secret: '9999' });
    const values = { size, at: at.toISOString(), settings, picture: 'aGk=' };
    const all = (await bodies()) as { after: object; context?: object }[];
    expect(all[0]?.after).toMatchObject(values);
    expect(all[1]?.context).toEqual({ excludedChanged: ['pin'] });
    expect(all[3]?.context).toEqual({ excludedChanged: ['secret'] });
    expect(JSON.stringify(all)).not.toMatch(/1234|9999/);
  });

  it('records soft removal and recovery', async () => {
    const { actions, bodies } = await audit();
    const cards = db.getRepository(Cards);
    const card = await cards.save({ name: 'a' });
    await cards.softRemove(card);
    await cards.recover(card);
    await cards.softDelete({ name: 'a' });
    await cards.restore({ name: 'a' });
    expect((await actions()).map((action) => action.split(' ')[0])).toEqual([
      'CREATED',
      'DELETED',
      'RESTORED',
      'DELETED',
      'RESTORED',
    ]);
    const [, removed, recovered, deleted] = (await bodies()) as { before: Card; after: Card; context: object }[];
    expect(removed).toMatchObject({ before: { deletedAt: null }, context: { softDelete: true } });
    expect(removed?.after.deletedAt).toMatch(/^\d{4}-/);
    expect(recovered?.after.deletedAt).toBeNull();
    expect(deleted).toMatchObject({ before: { deletedAt: null }, context: { softDelete: true } });
  });

  it('records keys of relations and the rows between them', async () => {
    const { actions, bodies } = await audit();
    const flow = await db.getRepository(Flows).save({ name: 'Orders' });
    const [x, y] = await db.getRepository(Tags).save([{ label: 'x' }, { label: 'y' }]);
    const cards = db.getRepository(Cards);
    const card = await cards.save({ name: 'a', flow, tags: [x!] });
    await cards.save({ id: card.id!, flow: null, tags: [y!] } as Card);
    const all = (await bodies()) as { before?: Record<string, unknown>; after?: Record<string, unknown> }[];
    expect(all[3]?.after).toMatchObject({ flowId: 1 });
    const updated = all.find(({ before, after }) => before?.['flowId'] === 1 && after?.['flowId'] === null);
    expect(updated).toBeDefined();
    expect((await actions()).toSorted()).toEqual([
      'CREATED card 1 a',
      'CREATED card_tag cardId=1,tagId=1',
      'CREATED card_tag cardId=1,tagId=2',
      'CREATED flow 1 Orders',
      'CREATED tag 1',
      'CREATED tag 2',
      'DELETED card_tag cardId=1,tagId=1',
      'UPDATED card 1 a',
    ]);
  });
});

describe('auditTypeOrm: rows that are changed without being loaded', () => {
  it('records each of them once', async () => {
    const { actions, bodies } = await audit();
    const { id, name } = await db.getRepository(Flows).save({ name: 'Orders' });
    await db.getRepository(Cards).insert([{ name: 'a' }, { name: 'b' }]);
    await db.getRepository(Flows).save({ id: id!, name, cards: [{ id: '1' }, { id: '2' }] });
    await db.getRepository(Flows).save({ id: id!, name, cards: [{ id: '2' }] });
    expect((await actions()).slice(3).toSorted()).toEqual(['UPDATED card 1 a', 'UPDATED card 1 a', 'UPDATED card 2 b']);
    expect((await bodies()).slice(3)).toMatchObject([
      { before: { flowId: null }, after: { flowId: 1 } },
      { before: { flowId: null }, after: { flowId: 1 } },
      { before: { flowId: 1 }, after: { flowId: null } },
    ]);
  });
});

describe('auditTypeOrm: statements by criteria', () => {
  it('reads the rows before and after, also where the database works the value out', async () => {
    const { actions, bodies } = await audit();
    const cards = db.getRepository(Cards);
    await cards.insert([
      { name: 'a', hits: 1 },
      { name: 'b', hits: 1 },
      { name: 'c', hits: 5 },
    ]);
    await cards.update({ hits: 1 }, { hits: () => 'hits * 10' });
    await cards.delete({ id: In(['1', '3']) });
    expect((await actions()).slice(3).toSorted()).toEqual([
      'DELETED card 1 a',
      'DELETED card 3 c',
      'UPDATED card 1 a',
      'UPDATED card 2 b',
    ]);
    expect((await bodies())[3]).toMatchObject({ before: { hits: 1 }, after: { hits: 10 } });
  });

  it('takes query builders with conditions as texts, clones and relations', async () => {
    const { actions, bodies } = await audit();
    const flow = await db.getRepository(Flows).save({ name: 'Orders' });
    await db.getRepository(Cards).insert([{ name: 'a', flow }, { name: 'b' }]);
    const builder = db
      .getRepository(Cards)
      .createQueryBuilder('c')
      .update()
      .set({ flow: null })
      .where('"flowId" = :id', flow);
    const result = await builder.clone().execute();
    expect(result.affected).toBe(1);
    await db
      .createQueryBuilder()
      .delete()
      .from(Cards)
      .where('name IN (:...names)', { names: ['a', 'b'] })
      .execute();
    expect((await actions()).slice(3).toSorted()).toEqual(['DELETED card 1 a', 'DELETED card 2 b', 'UPDATED card 1 a']);
    expect((await bodies())[3]).toMatchObject({ before: { flowId: 1 }, after: { flowId: null } });
  });

  it('tells of an upsert which rows it made and which it changed', async () => {
    const { actions } = await audit();
    const flows = db.getRepository(Flows);
    await flows.insert({ name: 'a' });
    await flows.upsert([{ name: 'a' }, { name: 'b' }], ['name']);
    await flows.upsert({ name: 'a', note: 'x' }, ['name']);
    await db
      .createQueryBuilder()
      .insert()
      .into(Flows)
      .values([{ name: 'b' }, { name: 'c' }])
      .orIgnore()
      .execute();
    expect(await actions()).toEqual(['CREATED flow 1 a', 'CREATED flow 3 b', 'UPDATED flow 1 a', 'CREATED flow 6 c']);
  });

  it('says how many rows a statement concerned that concerned too many, and that a table was cleared', async () => {
    const { actions, bodies } = await audit({ rowLimit: 2 });
    await db.getRepository(Tags).insert([{ label: 'a' }, { label: 'b' }, { label: 'c' }]);
    await db.createQueryBuilder().update(Tags).set({ label: 'x' }).execute();
    expect((await bodies())[3]).toEqual({ context: { rows: 3, rowLimit: 2 } });
    await db.getRepository(Tags).clear({ cascade: true });
    expect((await bodies())[4]).toEqual({ context: { statement: 'TRUNCATE' } });
    expect((await actions()).slice(3)).toEqual(['UPDATED tag', 'DELETED tag']);
  });

  it('reads and writes in one transaction, with no more queries than it needs', async () => {
    await audit();
    await db.getRepository(Tags).insert({ label: 'a' });
    queries = [];
    await db.getRepository(Tags).update({ label: 'a' }, { label: 'b' });
    expect(queries.map((query) => query.split(' ')[0])).toEqual(['START', 'SELECT', 'UPDATE', 'SELECT', 'COMMIT']);
    expect(queries[1]).toContain('FOR UPDATE');
    queries = [];
    await db.getRepository(Tags).delete({ label: 'nobody' });
    expect(queries.map((query) => query.split(' ')[0])).toEqual(['START', 'SELECT', 'DELETE', 'COMMIT']);
  });
});

describe('auditTypeOrm: transactions', () => {
  it('records when the transaction is committed, and nothing of what is rolled back to a savepoint', async () => {
    const { test, actions } = await audit();
    await db.transaction(async (outer) => {
      await outer.getRepository(Tags).insert({ label: 'a' });
      await outer.transaction((inner) => inner.getRepository(Flows).insert({ name: 'kept' }));
      await outer
        .transaction(async (inner) => {
          await inner.getRepository(Flows).save({ name: 'lost' });
          throw new Error('back to the savepoint');
        })
        .catch(() => {});
      await outer.getRepository(Tags).update({ label: 'a' }, { label: 'b' });
      expect(await test.records(EVENT)).toEqual([]);
    });
    expect((await actions()).map((action) => action.split(' ').slice(0, 2).join(' '))).toEqual([
      'CREATED tag',
      'CREATED flow',
      'UPDATED tag',
    ]);
  });

  it('records nothing of a transaction that is rolled back, whether told to or by the database', async () => {
    const { actions } = await audit();
    await db.getRepository(Flows).insert({ name: 'a' });
    const rolledBack = db.transaction(async (manager) => {
      await manager.getRepository(Tags).insert({ label: 'x' });
      throw new Error('no');
    });
    await expect(rolledBack).rejects.toThrow('no');
    await db.transaction(async (manager) => {
      await manager.getRepository(Tags).insert({ label: 'y' });
      await manager.query('INSERT INTO flow (name) VALUES ($1)', ['a']).catch(() => {});
    });
    expect(await db.getRepository(Tags).count()).toBe(0);
    expect(await actions()).toEqual(['CREATED flow 1 a']);
  });

  it('names the actor of each change, though all are recorded at the end', async () => {
    const { test } = await audit();
    const recorder = test.telemetry.audit;
    await db.transaction(async (manager) => {
      await recorder.withActor({ name: 'Ben' }, () => manager.getRepository(Tags).insert({ label: 'a' }));
      await recorder.withActor({ type: 'api_key', id: 'k-1' }, () => manager.getRepository(Tags).save({ label: 'b' }), {
        requestId: 'r-1',
      });
    });
    const records = await test.records(EVENT);
    expect(records.map(({ attributes }) => attributes['user.name'])).toEqual(['Ben', 'k-1']);
    expect(toBody(records[1]!)['context']).toEqual({ requestId: 'r-1' });
  });

  it('refuses a change that could not be recorded, or that nobody makes, and rolls it back', async () => {
    const { test } = await audit({ defaultActor: undefined as never });
    await expect(db.getRepository(Tags).save({ label: 'a' })).rejects.toMatchObject({ code: 'AUDIT_ACTOR_UNKNOWN' });
    await expect(db.getRepository(Tags).update({ id: 1 }, { label: 'a' })).rejects.toThrow('withActor');
    await test.telemetry.shutdown();
    const insert = test.telemetry.audit.withActor(ANNA, () => db.getRepository(Tags).insert({ label: 'a' }));
    await expect(insert).rejects.toMatchObject({ code: 'AUDIT_SHUT_DOWN' });
    expect(await db.getRepository(Tags).count()).toBe(0);
  });

  it('rejects the commit with the entries of changes that were made and could not be recorded', async () => {
    const { test } = await audit();
    const commit = db.transaction(async (manager) => {
      await manager.getRepository(Tags).insert({ label: 'a' });
      await test.telemetry.shutdown();
    });
    await expect(commit).rejects.toMatchObject({
      code: 'AUDIT_CHANGE_UNRECORDED',
      entries: [{ action: 'CREATED', entity: { type: 'tag', id: '1' }, actor: ANNA }],
    });
    expect(await db.getRepository(Tags).count()).toBe(1);
  });
});

describe('auditTypeOrm: options', () => {
  it('audits the chosen entities under their types, others as database transactions or not at all', async () => {
    const { test } = await audit({ entities: { Flow: { entityType: 'journey' }, tag: false } });
    await db.getRepository(Flows).insert({ name: 'a' });
    await db.getRepository(Tags).insert({ label: 'a' });
    await db.getRepository(Cards).insert({ name: 'a' });
    const kinds = (await test.records(EVENT)).map(({ attributes }) =>
      ['bot.audit.entity.type', 'bot.audit.category'].map((name) => attributes[name]),
    );
    expect(kinds).toEqual([
      ['journey', 'configuration'],
      ['card', 'configuration'],
    ]);
  });

  it('leaves a data source as it was when it ends', async () => {
    const test = await startTestTelemetry();
    const options = { audit: test.telemetry.audit, others: false, entities: { Tag: true } };
    const end = auditTypeOrm(db, options);
    expect(() => auditTypeOrm(db, options)).toThrow('audited already');
    expect(() => auditTypeOrm(new DataSource(db.options), options)).toThrow('not initialized');
    await db.getRepository(Flows).insert({ name: 'a' });
    end();
    await db.getRepository(Tags).insert({ label: 'a' });
    expect(await test.records(EVENT)).toEqual([]);
  });

  it('changes nothing when the telemetry is off', async () => {
    const off = await startTestTelemetry({ enabled: false });
    onTestFinished(auditTypeOrm(db, { audit: off.telemetry.audit }));
    await db.getRepository(Tags).save({ label: 'a' });
    await db.getRepository(Tags).update({ label: 'a' }, { label: 'b' });
    await db.getRepository(Flows).upsert({ name: 'a' }, ['name']);
    expect(await db.getRepository(Tags).findOneBy({ label: 'b' })).toMatchObject({ id: 1 });
  });
});

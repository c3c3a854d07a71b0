import { AsyncLocalStorage } from 'node:async_hooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import pg from 'pg';
import { Sequelize, type ModelStatic } from 'sequelize';
import type { AuditActor } from '../../index.ts';
import { defineTestModels, type AnyRow } from '../../testing/test-card-models.ts';
import { usePostgres } from '../../testing/test-postgres.ts';
import { startTestTelemetry, toBody, type TestTelemetry } from '../../testing/test-telemetry.ts';
import { auditSequelize, type OrmAuditOptions } from './index.ts';

const EVENT = 'bot.audit.change';
const ANNA: AuditActor = { id: '7', name: 'Anna' };

const postgres = usePostgres();
let db: Sequelize;
let Flow: ModelStatic<AnyRow>;
let Card: ModelStatic<AnyRow>;
let Tag: ModelStatic<AnyRow>;
let Note: ModelStatic<AnyRow>;
let queries: string[] = [];

interface Audited {
  readonly test: TestTelemetry;
  /** Entries so far: action, entity type, id, name. */
  readonly actions: () => Promise<string[]>;
  /** Their bodies. */
  readonly bodies: () => Promise<{ before?: object; after?: object; context?: object }[]>;
}

async function audit(options: Partial<OrmAuditOptions> = {}): Promise<Audited> {
  const test = await startTestTelemetry();
  onTestFinished(auditSequelize(db, { audit: test.telemetry.audit, defaultActor: ANNA, ...options }));
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
  const { host, port, username, database } = postgres.address();
  db = new Sequelize({
    dialect: 'postgres',
    dialectModule: pg,
    host,
    port,
    username,
    database,
    pool: { max: 1 },
    logging: (query) => void queries.push(query.replace(/^Executing \([^)]*\): /, '')),
  });
  ({ Flow, Card, Tag, Note } = defineTestModels(db));
  await db.sync();
}, 120_000);
afterAll(() => db.close(), 120_000);

beforeEach(async () => {
  await db.query('TRUNCATE flow, card, tag, note, card_tag RESTART IDENTITY');
  queries = [];
});

describe('auditSequelize: instances', () => {
  it('records rows that are created, changed and destroyed, without a call by hand', async () => {
    const { actions, bodies } = await audit();
    const flow = await Flow.create({ name: 'Welcome' });
    await flow.update({ name: 'Hello' });
    await flow.save();
    await flow.destroy();
    expect(await actions()).toEqual(['CREATED flow 1 Welcome', 'UPDATED flow 1 Hello', 'DELETED flow 1 Hello']);
    expect(await bodies()).toEqual([
      { after: { id: 1, name: 'Welcome', hits: 0 } },
      { before: { id: 1, name: 'Welcome', hits: 0 }, after: { id: 1, name: 'Hello', hits: 0 } },
      { before: { id: 1, name: 'Hello', hits: 0 } },
    ]);
  });

  it('tells the row as it was, also where the instance is old or incomplete, with one query more', async () => {
    const { bodies } = await audit();
    const stale = await Flow.create({ name: 'a' });
    await db.query('UPDATE flow SET hits = 9');
    queries = [];
    await stale.update({ name: 'b' });
    expect(queries.map((query) => query.split(' ')[0])).toEqual(['SELECT', 'UPDATE']);
    expect((await bodies())[1]).toEqual({
      before: { id: 1, name: 'a', hits: 9 },
      after: { id: 1, name: 'b', hits: 9 },
    });
  });

  it('keeps big numbers, dates, bytes and JSON, and excluded columns out', async () => {
    const { bodies } = await audit({ entities: { Card: { exclude: ['pin'] } } });
    const at = new Date('2026-02-03T04:05:06.007Z');
    const values = { id: '9007199254740993', name: 'a', at, settings: { a: [1, null] }, picture: Buffer.from('hi') };
    const card = await Card.create({ ...values, label: 'x', pin: '1234' });
    await card.update({ pin: '9999' });
    const state = { ...values, at: at.toISOString(), picture: 'aGk=', label: 'x' };
    const all = await bodies();
    expect(all[0]?.after).toMatchObject(state);
    expect(all[1]).toMatchObject({ before: state, after: state, context: { excludedChanged: ['pin'] } });
    expect(JSON.stringify(all)).not.toMatch(/1234|9999/);
  });

  it('reads again what the database works out', async () => {
    const { bodies } = await audit();
    const flow = await Flow.create({ name: 'a', hits: 2 });
    await flow.update({ hits: db.literal('hits * 10') });
    await flow.increment('hits', { by: 5 });
    await flow.decrement({ hits: 1 });
    expect((await bodies()).map(({ after }) => (after as { hits: number }).hits)).toEqual([2, 20, 25, 24]);
  });

  it('records soft deletion and restoration', async () => {
    const { actions, bodies } = await audit();
    const card = await Card.create({ name: 'a' });
    await card.destroy();
    await card.restore();
    await Card.destroy({ where: { name: 'a' } });
    await Card.restore({ where: { name: 'a' } });
    await Card.destroy({ where: { name: 'a' }, force: true });
    expect(await actions()).toEqual(
      ['CREATED', 'DELETED', 'RESTORED', 'DELETED', 'RESTORED', 'DELETED'].map((action) => `${action} card 1 a`),
    );
    const [, removed, restored, , , deleted] = await bodies();
    expect(removed).toMatchObject({ before: { deletedAt: null }, context: { softDelete: true } });
    expect((removed?.after as { deletedAt: string }).deletedAt).toMatch(/^\d{4}-/);
    expect(restored?.after).toMatchObject({ deletedAt: null });
    expect(deleted).not.toHaveProperty('after');
    expect(deleted).not.toHaveProperty('context');
  });

  it('records keys of relations and the rows between them', async () => {
    const { actions, bodies } = await audit();
    const flow = await Flow.create({ name: 'Orders' });
    const [x, y] = await Tag.bulkCreate([{ label: 'x' }, { label: 'y' }]);
    const card = await Card.create({ name: 'a', flowId: flow['id'] });
    await card.setTags([x!]);
    await card.setTags([y!]);
    expect((await actions()).slice(4).toSorted()).toEqual([
      'CREATED card_tag CardId=1,TagId=1',
      'CREATED card_tag CardId=1,TagId=2',
      'DELETED card_tag CardId=1,TagId=1',
    ]);
    expect((await bodies())[3]?.after).toMatchObject({ flowId: 1 });
  });
});

describe('auditSequelize: statements by criteria', () => {
  it('reads the rows before and after', async () => {
    const { actions, bodies } = await audit();
    await Flow.bulkCreate([
      { name: 'a', hits: 1 },
      { name: 'b', hits: 1 },
      { name: 'c', hits: 5 },
    ]);
    queries = [];
    await Flow.update({ hits: db.literal('hits + 1') }, { where: { hits: 1 } });
    expect(queries.map((query) => query.split(' ')[0])).toEqual(['SELECT', 'UPDATE', 'SELECT']);
    await Flow.increment('hits', { where: { name: 'c' } });
    await Flow.destroy({ where: { name: ['a', 'c'] } });
    expect((await actions()).slice(3).toSorted()).toEqual([
      'DELETED flow 1 a',
      'DELETED flow 3 c',
      'UPDATED flow 1 a',
      'UPDATED flow 2 b',
      'UPDATED flow 3 c',
    ]);
    expect((await bodies())[3]).toMatchObject({ before: { hits: 1 }, after: { hits: 2 } });
  });

  it('records each row once where Sequelize runs hooks of every instance too', async () => {
    const { actions } = await audit();
    await Flow.bulkCreate([{ name: 'a' }, { name: 'b' }], { individualHooks: true });
    await Flow.update({ hits: 3 }, { where: { name: 'a' }, individualHooks: true });
    await Flow.destroy({ where: {}, individualHooks: true });
    expect((await actions()).toSorted()).toEqual([
      'CREATED flow 1 a',
      'CREATED flow 2 b',
      'DELETED flow 1 a',
      'DELETED flow 2 b',
      'UPDATED flow 1 a',
    ]);
  });

  it('tells of an upsert which rows it made and which it changed', async () => {
    const { actions } = await audit();
    await Flow.upsert({ name: 'a', hits: 1 });
    await Flow.upsert({ name: 'a', hits: 2 });
    await Flow.bulkCreate([{ name: 'a', hits: 3 }, { name: 'b' }], { updateOnDuplicate: ['hits'] }).catch(() => {});
    await Flow.bulkCreate([{ name: 'a', hits: 9 }, { name: 'c' }], { ignoreDuplicates: true });
    const told = (await actions()).map((action) => action.replace(/ \d+ /, ' '));
    expect(told.slice(0, 2)).toEqual(['CREATED flow a', 'UPDATED flow a']);
    expect(told.at(-1)).toBe('CREATED flow c');
    expect(told.filter((action) => action === 'CREATED flow a')).toHaveLength(1);
  });

  it('audits models without a primary key, and says that a statement concerned too many rows', async () => {
    const { actions, bodies } = await audit({ rowLimit: 2 });
    await Note.create({ text: 'a' });
    await Note.update({ text: 'b' }, { where: { text: 'a' } });
    await Note.bulkCreate([{ text: 'b' }, { text: 'b' }]);
    await Note.destroy({ where: { text: 'b' } });
    await Note.truncate();
    expect(await actions()).toEqual(['CREATED', 'UPDATED', 'CREATED', 'CREATED', 'DELETED'].map((a) => `${a} note`));
    expect((await bodies())[1]).toEqual({ before: { text: 'a' }, after: { text: 'b' } });
    expect((await bodies())[4]).toEqual({ context: { rowsMoreThan: 2 } });
  });
});

describe('auditSequelize: transactions', () => {
  it('records when the transaction is committed, and nothing of what is rolled back to a savepoint', async () => {
    const { test, actions } = await audit();
    await db.transaction(async (transaction) => {
      await Flow.create({ name: 'a' }, { transaction });
      await db.transaction({ transaction }, (inner) => Tag.create({ label: 'kept' }, { transaction: inner }));
      await db
        .transaction({ transaction }, async (inner) => {
          await Tag.create({ label: 'lost' }, { transaction: inner });
          throw new Error('back to the savepoint');
        })
        .catch(() => {});
      queries = [];
      await Flow.update({ name: 'b' }, { where: { name: 'a' }, transaction });
      expect(queries[0]).toContain('FOR UPDATE');
      expect(await test.records(EVENT)).toEqual([]);
    });
    expect(await actions()).toEqual(['CREATED flow 1 a', 'CREATED tag 1', 'UPDATED flow 1 b']);
  });

  it('records nothing of a transaction that is rolled back, whether told to or by the database', async () => {
    const { actions } = await audit();
    await Flow.create({ name: 'a' });
    const unmanaged = await db.transaction();
    await Tag.create({ label: 'x' }, { transaction: unmanaged });
    await unmanaged.rollback();
    await db.transaction(async (transaction) => {
      await Tag.create({ label: 'y' }, { transaction });
      await db.query('INSERT INTO flow (name) VALUES ($1)', { bind: ['a'], transaction }).catch(() => {});
    });
    expect(await Tag.count()).toBe(0);
    expect(await actions()).toEqual(['CREATED flow 1 a']);
  });

  it('names the actor of each change, with what was given beside it', async () => {
    const { test } = await audit();
    const recorder = test.telemetry.audit;
    await db.transaction(async (transaction) => {
      await recorder.withActor({ name: 'Ben' }, () => Tag.create({ label: 'a' }, { transaction }));
      await recorder.withActor({ type: 'api_key', id: 'k-1' }, () => Tag.create({ label: 'b' }, { transaction }), {
        requestId: 'r-1',
      });
    });
    const records = await test.records(EVENT);
    expect(records.map(({ attributes }) => attributes['user.name'])).toEqual(['Ben', 'k-1']);
    expect(toBody(records[1]!)['context']).toEqual({ requestId: 'r-1' });
  });

  it('refuses a change that could not be recorded, or that nobody makes', async () => {
    const { test } = await audit({ defaultActor: undefined as never });
    await expect(Tag.create({ label: 'a' })).rejects.toMatchObject({ code: 'AUDIT_ACTOR_UNKNOWN' });
    await expect(Tag.update({ label: 'b' }, { where: {} })).rejects.toThrow('withActor');
    await test.telemetry.shutdown();
    const create = test.telemetry.audit.withActor(ANNA, () => Tag.create({ label: 'a' }));
    await expect(create).rejects.toMatchObject({ code: 'AUDIT_SHUT_DOWN' });
    expect(await Tag.count()).toBe(0);
  });

  it('rejects the commit with the entries of changes that were made and could not be recorded', async () => {
    const { test } = await audit();
    const commit = db.transaction(async (transaction) => {
      await Tag.create({ label: 'a' }, { transaction });
      await test.telemetry.shutdown();
    });
    await expect(commit).rejects.toMatchObject({
      code: 'AUDIT_CHANGE_UNRECORDED',
      entries: [{ action: 'CREATED', entity: { type: 'tag', id: '1' }, actor: ANNA }],
    });
    expect(await Tag.count()).toBe(1);
  });

  it('knows the transaction of the running code', async () => {
    const { actions } = await audit();
    const store = new AsyncLocalStorage<Map<string, unknown>>();
    const namespace = {
      get: (key: string) => store.getStore()?.get(key),
      set: (key: string, value: unknown) => store.getStore()?.set(key, value),
      run: (run: (context: unknown) => unknown) => store.run(new Map(), () => run({})),
      bind: (run: unknown) => run,
    };
    Sequelize.useCLS(namespace);
    onTestFinished(() => void Reflect.deleteProperty(Sequelize, '_cls'));
    const rolledBack = db.transaction(async () => {
      const flow = await Flow.create({ name: 'a' });
      await flow.increment('hits');
      throw new Error('no');
    });
    await expect(rolledBack).rejects.toThrow('no');
    expect(await actions()).toEqual([]);
  });
});

describe('auditSequelize: options', () => {
  it('audits the chosen models under their types, others as database transactions or not at all', async () => {
    const { test } = await audit({ entities: { Flow: { entityType: 'journey', nameOf: () => 'n' }, note: false } });
    await Flow.create({ name: 'a' });
    await Note.create({ text: 'a' });
    await Card.create({ name: 'a' });
    await db.model('card_tag').create({ CardId: 1, TagId: 1 });
    const kinds = (await test.records(EVENT)).map(({ attributes }) =>
      ['entity.type', 'category', 'entity.name'].map((name) => attributes[`bot.audit.${name}`]),
    );
    expect(kinds).toEqual([
      ['journey', 'configuration', 'n'],
      ['card', 'configuration', 'a'],
      ['card_tag', 'db_transaction', undefined],
    ]);
  });

  it('leaves a Sequelize as it was when it ends, and changes nothing when the telemetry is off', async () => {
    const test = await startTestTelemetry();
    const options = { audit: test.telemetry.audit, others: false, entities: { Tag: true } };
    const end = auditSequelize(db, options);
    expect(() => auditSequelize(db, { ...options, rowLimit: 0 })).toThrow(/audited already[^]*rowLimit/);
    await Flow.create({ name: 'a' });
    end();
    await Tag.create({ label: 'a' });
    const off = await startTestTelemetry({ enabled: false });
    onTestFinished(auditSequelize(db, { audit: off.telemetry.audit }));
    const tag = await Tag.create({ label: 'b' });
    await tag.update({ label: 'c' });
    await Tag.update({ label: 'd' }, { where: { label: 'c' } });
    await Flow.increment('hits', { where: {} });
    expect(await test.records(EVENT)).toEqual([]);
  });
});

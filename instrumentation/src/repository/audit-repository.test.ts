import { describe, expect, it } from 'vitest';
import type { AuditError } from '../index.ts';
import { auditRepository, auditTransaction, type AuditRepositoryOptions } from '../index.ts';
import { startTestTelemetry, toBody, type TestTelemetry } from '../testing/test-telemetry.ts';

const EVENT = 'bot.audit.change';
const ANNA = { id: '7', name: 'Anna' };

interface Card {
  readonly id: number;
  readonly name: string;
  readonly pin?: string;
}

/** A repository as an application writes it: private members, methods that call each other. */
class CardRepository {
  readonly #rows = new Map<number, Card>();
  #lastId = 0;

  async findById(id: number): Promise<Card | undefined> {
    return this.#rows.get(id);
  }

  async create(draft: Omit<Card, 'id'>): Promise<Card> {
    const card = { ...draft, id: ++this.#lastId };
    this.#rows.set(card.id, card);
    return card;
  }

  async createMany(drafts: readonly Omit<Card, 'id'>[]): Promise<readonly number[]> {
    const ids: number[] = [];
    for (const draft of drafts) ids.push((await this.create(draft)).id);
    return ids;
  }

  async update(id: number, change: Partial<Card>): Promise<void> {
    const card = this.#rows.get(id);
    if (card !== undefined) this.#rows.set(id, Object.assign(card, change));
  }

  async save(card: Card): Promise<Card> {
    this.#rows.set(card.id, card);
    return card;
  }

  async delete(ids: number | readonly number[]): Promise<number> {
    return [ids].flat().filter((id) => this.#rows.delete(id)).length;
  }

  async deleteNamed(name: string): Promise<void> {
    for (const { id } of [...this.#rows.values()].filter((card) => card.name === name)) this.#rows.delete(id);
  }

  /** Not audited itself; what it calls is. */
  async rename(id: number, name: string): Promise<void> {
    await this.update(id, { name });
  }

  async fail(): Promise<never> {
    throw new RangeError('no such thing');
  }
}

function audited(test: TestTelemetry, options: Partial<AuditRepositoryOptions<CardRepository>> = {}): CardRepository {
  const { audit } = test.telemetry;
  return auditRepository(new CardRepository(), { audit, entityType: 'card', ...options });
}

async function changes(test: TestTelemetry): Promise<unknown[]> {
  return (await test.records(EVENT)).map((record) => {
    const { attributes } = record;
    const names = ['bot.audit.action', 'bot.audit.entity.id', 'bot.audit.entity.name', 'user.name'];
    return [...names.map((name) => attributes[name]), toBody(record)];
  });
}

describe('auditRepository', () => {
  it('C58: records creating, changing and deleting without a call by hand, with states, id, name and actor', async () => {
    const test = await startTestTelemetry();
    const cards = audited(test);
    await test.telemetry.audit.withActor(ANNA, async () => {
      const { id } = await cards.create({ name: 'Welcome' });
      await cards.update(id, { name: 'Hello' });
      await cards.delete(id);
    });
    expect(await changes(test)).toEqual([
      ['CREATED', '1', 'Welcome', 'Anna', { after: { id: 1, name: 'Welcome' } }],
      ['UPDATED', '1', 'Hello', 'Anna', { before: { id: 1, name: 'Welcome' }, after: { id: 1, name: 'Hello' } }],
      ['DELETED', '1', 'Hello', 'Anna', { before: { id: 1, name: 'Hello' } }],
    ]);
    const [record] = await test.records(EVENT);
    expect(record?.attributes).toMatchObject({
      'bot.audit.entity.type': 'card',
      'bot.audit.category': 'configuration',
    });
  });

  it('audits what the repository calls of itself, and what an audited method calls once', async () => {
    const test = await startTestTelemetry();
    const cards = audited(test, { defaultActor: ANNA });
    expect(await cards.createMany([{ name: 'a' }, { name: 'b' }])).toEqual([1, 2]);
    await cards.rename(2, 'c');
    expect((await changes(test)).map((change) => (change as string[]).slice(0, 3))).toEqual([
      ['CREATED', '1', 'a'],
      ['CREATED', '2', 'b'],
      ['UPDATED', '2', 'c'],
    ]);
  });

  it('tells a saved object that was there from one that was not, and records nothing where nothing changed', async () => {
    const test = await startTestTelemetry();
    const cards = audited(test, { defaultActor: ANNA });
    await cards.save({ id: 5, name: 'a' });
    await cards.save({ id: 5, name: 'b' });
    await cards.save({ id: 5, name: 'b' });
    await cards.delete([5, 6]);
    expect((await changes(test)).map((change) => (change as string[]).slice(0, 3))).toEqual([
      ['CREATED', '5', 'a'],
      ['UPDATED', '5', 'b'],
      ['DELETED', '5', 'b'],
    ]);
  });

  it('takes methods of other names, and keys of objects found by criteria', async () => {
    const test = await startTestTelemetry();
    const cards = audited(test, {
      defaultActor: ANNA,
      methods: { deleteNamed: 'delete', create: false, createMany: false },
      keysOf: (args, method) => (method === 'deleteNamed' ? [1, 3] : [args[0] as number]),
    });
    await cards.createMany([{ name: 'x' }, { name: 'y' }, { name: 'x' }]);
    await cards.deleteNamed('x');
    expect((await changes(test)).map((change) => (change as string[]).slice(0, 2))).toEqual([
      ['DELETED', '1'],
      ['DELETED', '3'],
    ]);
  });

  it('records a call whose objects nobody can name with what it was given', async () => {
    const test = await startTestTelemetry();
    const cards = audited(test, { defaultActor: ANNA, methods: { deleteNamed: 'delete' }, keysOf: () => [] });
    await cards.deleteNamed('x');
    const context = { method: 'deleteNamed', arguments: ['x'] };
    expect(await changes(test)).toEqual([['DELETED', undefined, undefined, 'Anna', { context }]]);
  });

  it('keeps excluded members out, and says that they have changed', async () => {
    const test = await startTestTelemetry();
    const cards = audited(test, { defaultActor: ANNA, exclude: ['pin'] });
    await cards.save({ id: 1, name: 'a', pin: '1111' });
    await cards.save({ id: 1, name: 'a', pin: '2222' });
    const state = { id: 1, name: 'a' };
    expect((await changes(test)).map((change) => (change as unknown[]).at(-1))).toEqual([
      { after: state },
      { before: state, after: state, context: { excludedChanged: ['pin'] } },
    ]);
  });

  it('refuses a change, before it is made, where nobody is known to act', async () => {
    const test = await startTestTelemetry();
    const cards = audited(test);
    const error = await cards.save({ id: 1, name: 'a' }).catch((caught: unknown) => caught as AuditError);
    expect(error).toMatchObject({ code: 'AUDIT_ACTOR_UNKNOWN' });
    expect((error as AuditError).message).toContain('audit.withActor(actor, run)');
    expect(await cards.findById(1)).toBeUndefined();
  });

  it('refuses a change, before it is made, that could not be recorded', async () => {
    const test = await startTestTelemetry();
    const cards = audited(test, { defaultActor: ANNA });
    await test.telemetry.shutdown();
    await expect(cards.save({ id: 1, name: 'a' })).rejects.toMatchObject({ code: 'AUDIT_SHUT_DOWN' });
    expect(await cards.findById(1)).toBeUndefined();
  });

  it('rejects with the entries of changes that were made and could not be recorded', async () => {
    const test = await startTestTelemetry();
    const cards = new CardRepository();
    cards.save = async (card) => {
      await test.telemetry.shutdown();
      return card;
    };
    const { audit } = test.telemetry;
    auditRepository(cards, {
      audit,
      entityType: 'card',
      read: () => ({ id: 1, name: 'a' }),
      methods: { save: 'create' },
    });
    const error = await audit
      .withActor(ANNA, () => cards.save({ id: 1, name: 'a' }))
      .catch((caught: unknown) => caught as AuditError);
    expect(error).toMatchObject({ code: 'AUDIT_CHANGE_UNRECORDED', cause: { code: 'AUDIT_SHUT_DOWN' } });
    expect((error as AuditError).entries).toMatchObject([{ actor: ANNA, action: 'CREATED', entity: { id: '1' } }]);
  });

  it('passes errors of the repository on, and records nothing of such a call', async () => {
    const test = await startTestTelemetry();
    const cards = audited(test, { defaultActor: ANNA, methods: { fail: 'update' } });
    await expect(cards.fail()).rejects.toThrow(RangeError);
    expect(await test.records(EVENT)).toEqual([]);
  });

  it('changes nothing about a repository when the telemetry is off', async () => {
    const test = await startTestTelemetry({ enabled: false });
    const cards = audited(test);
    expect(await cards.create({ name: 'a' })).toEqual({ id: 1, name: 'a' });
  });

  it('names every option that is wrong', () => {
    const options = { entityType: '', methods: { rename: 'update' } } as never;
    expect(() => auditRepository(Object.freeze({}), options)).toThrow(
      /audit must[^]*entityType[^]*frozen[^]*methods\.rename[^]*read is missing/,
    );
  });
});

describe('auditTransaction', () => {
  it('records what was changed within it when it has succeeded, in order and with the actor of the change', async () => {
    const test = await startTestTelemetry();
    const cards = audited(test);
    await auditTransaction(async () => {
      await test.telemetry.audit.withActor(ANNA, () => cards.create({ name: 'a' }));
      await auditTransaction(() => test.telemetry.audit.withActor({ name: 'Ben' }, () => cards.create({ name: 'b' })));
      expect(await test.records(EVENT)).toEqual([]);
    });
    expect((await changes(test)).map((change) => (change as string[]).slice(2, 4))).toEqual([
      ['a', 'Anna'],
      ['b', 'Ben'],
    ]);
  });

  it('records nothing of what was rolled back, also of a part of it', async () => {
    const test = await startTestTelemetry();
    const cards = audited(test, { defaultActor: ANNA });
    const fail = async (name: string): Promise<void> => {
      await cards.create({ name });
      throw new Error('rolled back');
    };
    await expect(auditTransaction(() => fail('a'))).rejects.toThrow('rolled back');
    await auditTransaction(async () => {
      await auditTransaction(() => fail('b')).catch(() => {});
      await cards.create({ name: 'c' });
    });
    expect((await changes(test)).map((change) => (change as string[])[2])).toEqual(['c']);
  });

  it('rejects with all entries that could not be recorded after it', async () => {
    const test = await startTestTelemetry();
    const cards = audited(test, { defaultActor: ANNA });
    const run = auditTransaction(async () => {
      await cards.create({ name: 'a' });
      await cards.create({ name: 'b' });
      await test.telemetry.shutdown();
    });
    const error = await run.catch((caught: unknown) => caught as AuditError);
    expect(error).toMatchObject({ code: 'AUDIT_CHANGE_UNRECORDED', cause: { code: 'AUDIT_SHUT_DOWN' } });
    expect((error as AuditError).entries.map(({ entity }) => entity.name)).toEqual(['a', 'b']);
  });
});

import { createSigningKey, parseSigningKey, verifyChain } from '@botscope/audit-chain';
import { applyDelta, type Delta, type JsonValue } from '@botscope/delta';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AuditError, type AuditEntry } from '../index.ts';
import { toChainEntry } from '../testing/test-chain.ts';
import { createTestDirectory, readAll } from '../testing/test-directory.ts';
import { startTestTelemetry, toBody } from '../testing/test-telemetry.ts';

const EVENT = 'bot.audit.change';
const ENTRY: AuditEntry = {
  actor: { id: '7', name: 'Anna', email: 'anna@example.com' },
  action: 'UPDATED',
  entity: { type: 'card', id: '41', name: 'Welcome' },
  before: { name: 'Hello World!' },
  after: { name: 'Good Morning 🌞' },
};

async function categories(...entries: readonly Partial<AuditEntry>[]): Promise<unknown[]> {
  const test = await startTestTelemetry();
  for (const entry of entries) await test.telemetry.audit.record({ ...ENTRY, ...entry });
  return (await test.records(EVENT)).map(({ attributes }) => attributes['bot.audit.category']);
}

describe('audit.record', () => {
  it('A25: stores any operation on the platform, deletions of databases, journeys and audience tables among them', async () => {
    const test = await startTestTelemetry();
    const types = ['database', 'journey', 'audience_table', 'a type of tomorrow'];
    for (const type of types) {
      await test.telemetry.audit.record({ ...ENTRY, action: 'DELETED', entity: { type, id: '1' }, after: null });
    }
    const records = await test.records(EVENT);
    expect(records.map(({ attributes }) => attributes['bot.audit.entity.type'])).toEqual(types);
    expect(records.every(({ attributes }) => attributes['bot.audit.action'] === 'DELETED')).toBe(true);
    expect(toBody(records[0]!)).toEqual({ before: { name: 'Hello World!' } });
  });

  it('C4: gives every entry a decimal id of 19 digits that sorts, and a unique uid', async () => {
    const test = await startTestTelemetry();
    const receipts = await Promise.all(Array.from({ length: 200 }, () => test.telemetry.audit.record(ENTRY)));
    const records = await test.records(EVENT);
    const ids = records.map(({ attributes }) => attributes['bot.audit.id'] as string);
    expect(ids).toEqual(receipts.map(({ id }) => id));
    expect(ids.every((id) => /^\d{19}$/.test(id))).toBe(true);
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(
      records.every(({ timestampUnixNano }, i) => ids[i]?.slice(0, 16) === String(timestampUnixNano).slice(0, 16)),
    ).toBe(true);
    expect(new Set(records.map(({ attributes }) => attributes['log.record.uid'])).size).toBe(200);
    await test.telemetry.audit.record({ ...ENTRY, id: 'own-1' });
    expect((await test.records(EVENT)).at(-1)?.attributes['bot.audit.id']).toBe('own-1');
  });

  it('C5: names the user, system or key that acted', async () => {
    const test = await startTestTelemetry();
    await test.telemetry.audit.record(ENTRY);
    await test.telemetry.audit.record({ ...ENTRY, actor: { type: 'system', name: 'Night job' } });
    await test.telemetry.audit.record({ ...ENTRY, actor: { type: 'api_key', id: 'k-1' } });
    const actors = (await test.records(EVENT)).map(({ attributes }) =>
      ['bot.audit.actor.type', 'user.id', 'user.name', 'user.email'].map((name) => attributes[name]),
    );
    expect(actors).toEqual([
      ['user', '7', 'Anna', 'anna@example.com'],
      ['system', undefined, 'Night job', undefined],
      ['api_key', 'k-1', 'k-1', undefined],
    ]);
  });

  it('C11: puts what the system does into category system', async () => {
    expect(await categories({ actor: { type: 'system', name: 'Night job' } })).toEqual(['system']);
  });

  it('C12: puts changes of content and settings into category configuration', async () => {
    expect(await categories({}, { entity: { type: 'webhook' } })).toEqual(['configuration', 'configuration']);
  });

  it('C13: puts changes of access and refused log-ins into category security', async () => {
    const invitation = { entity: { type: 'access' }, action: 'INVITED' };
    expect(await categories(invitation, { action: 'LOGIN', outcome: 'error' })).toEqual(['security', 'security']);
  });

  it('C10: puts log-ins and log-outs that succeeded into category user_interaction', async () => {
    expect(await categories({ action: 'LOGIN' }, { action: 'LOGOUT' })).toEqual([
      'user_interaction',
      'user_interaction',
    ]);
  });

  it('E7: keeps a category that is given, such as file access or a database transaction', async () => {
    const given = ['file_access', 'db_transaction', 'admin'] as const;
    expect(await categories(...given.map((category) => ({ category })))).toEqual(given);
  });

  it('E5: records a refused log-in as an error, with its class and a fingerprint', async () => {
    const test = await startTestTelemetry();
    await test.telemetry.audit.record({ ...ENTRY, action: 'LOGIN', outcome: 'error', errorType: 'wrong_password' });
    const { attributes, severityText } = await test.record(EVENT);
    expect(attributes).toMatchObject({ 'bot.outcome': 'error', 'error.type': 'wrong_password' });
    expect(attributes['bot.error.fingerprint']).toMatch(/^[0-9a-f]{16}$/);
    expect(severityText).toBe('INFO');
  });

  it('makes a chain that verifies, over a restart as well', async () => {
    const spoolDirectory = createTestDirectory();
    const first = await startTestTelemetry({ spoolDirectory });
    for (let i = 0; i < 5; i++) await first.telemetry.audit.record({ ...ENTRY, after: { i } });
    const entries = (await first.records(EVENT)).map(toChainEntry);
    await first.telemetry.shutdown();
    const second = await startTestTelemetry({ spoolDirectory });
    for (let i = 5; i < 9; i++) await second.telemetry.audit.record({ ...ENTRY, after: { i } });
    entries.push(...(await second.records(EVENT)).map(toChainEntry));
    const verification = verifyChain(entries);
    expect(verification.findings).toEqual([]);
    expect(verification.chains).toMatchObject([{ firstSeq: 1, lastSeq: 9, verified: 9 }]);
    const changed = entries.map((entry, i) => (i === 3 ? { ...entry, body: entry.body.replace('3', '4') } : entry));
    expect(verifyChain(changed).ok).toBe(false);
  });

  it('signs a checkpoint of the chain at shutdown, where it has a key', async () => {
    const key = createSigningKey();
    const auditKeyFile = join(createTestDirectory(), 'key.pem');
    writeFileSync(auditKeyFile, key.privateKeyPem);
    const test = await startTestTelemetry({ auditKeyFile });
    expect(test.telemetry.stats().checkpoints).toBe(true);
    await test.telemetry.audit.record(ENTRY);
    await test.telemetry.audit.record(ENTRY);
    await test.telemetry.shutdown();
    const records = [...test.collector.eventsOf(EVENT), ...test.collector.eventsOf('bot.audit.checkpoint')];
    expect(records).toHaveLength(3);
    expect(records[2]?.attributes).not.toHaveProperty('bot.audit.chain.seq');
    const verification = verifyChain(records.map(toChainEntry), [], [parseSigningKey(key.privateKeyPem)]);
    expect(verification.findings).toEqual([]);
    expect(verification.chains).toMatchObject([{ lastSeq: 2, checkpoints: 1 }]);
  });

  it('replaces secrets in states and context before anything is hashed or written', async () => {
    const test = await startTestTelemetry();
    const context = { url: 'https://h/?token=t0ken', headers: { cookie: 'c00kie' } };
    const before = { url: 'x', client_secret: 's3cret-1' };
    await test.telemetry.audit.record({ ...ENTRY, before, after: { ...before, client_secret: 's3cret-2' }, context });
    const onDisk = readAll(test.spoolDirectory);
    for (const secret of ['t0ken', 'c00kie', 's3cret']) expect(onDisk.includes(secret)).toBe(false);
    const body = toBody(await test.record(EVENT)) as { before: typeof before; after: typeof before };
    expect(body.before.client_secret).toMatch(/^\[redacted:/);
    expect(body.before.client_secret).not.toBe(body.after.client_secret);
  });

  it('takes BigInt, Date and Buffer, and keeps a copy of what is given', async () => {
    const test = await startTestTelemetry();
    const after = { n: 12345678901234567890n, at: new Date(0), raw: Buffer.from('hi'), list: [1] };
    const recorded = test.telemetry.audit.record({ ...ENTRY, before: undefined, after });
    after.list.push(2);
    await recorded;
    expect(toBody(await test.record(EVENT))).toEqual({
      after: { n: '12345678901234567890', at: '1970-01-01T00:00:00.000Z', raw: 'aGk=', list: [1] },
    });
  });

  it('refuses at once what cannot be kept, naming every field', async () => {
    const test = await startTestTelemetry();
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const entry = {
      actor: {},
      action: '',
      entity: { type: 5 },
      category: 'crud',
      before: cyclic,
      after: { f: () => 1 },
    };
    const error = await test.telemetry.audit.record(entry as never).catch((caught: unknown) => caught as AuditError);
    expect(error).toBeInstanceOf(AuditError);
    expect(error).toMatchObject({ code: 'AUDIT_INVALID' });
    const problems = (error as AuditError).problems.join('\n');
    for (const name of ['actor', 'action', 'entity.type', 'category', 'before', 'after'])
      expect(problems).toContain(name);
    await expect(test.telemetry.audit.record(undefined as never)).rejects.toThrow(AuditError);
    expect(await test.records(EVENT)).toEqual([]);
  });

  it('over the limit stores the delta with hashes, and over it again the changed paths', async () => {
    const test = await startTestTelemetry({ limits: { auditStateBytes: 4_096 } });
    const big = 'x'.repeat(3_000);
    const before = { big, n: 1 };
    const after = { big, n: 2 };
    await test.telemetry.audit.record({ ...ENTRY, before, after });
    await test.telemetry.audit.record({ ...ENTRY, before: { big, n: 1 }, after: { big: big.toUpperCase(), n: 1 } });
    const [withDelta, withPaths] = (await test.records(EVENT)).map(toBody);
    expect(withDelta).toMatchObject({
      stateSizeBytes: 6_032,
      beforeSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      afterSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    });
    expect(withDelta).not.toHaveProperty('before');
    expect(applyDelta(withDelta?.['delta'] as Delta, before as JsonValue)).toEqual(after);
    expect(withPaths?.['paths']).toEqual([
      {
        path: '/big',
        beforeSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
        afterSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      },
    ]);
  });

  it('is refused after shutdown and when the telemetry is off', async () => {
    const test = await startTestTelemetry();
    await test.telemetry.shutdown();
    await expect(test.telemetry.audit.record(ENTRY)).rejects.toMatchObject({ code: 'AUDIT_SHUT_DOWN' });
    const off = await startTestTelemetry({ enabled: false });
    await expect(off.telemetry.audit.record(ENTRY)).rejects.toMatchObject({ code: 'AUDIT_DISABLED' });
  });
});

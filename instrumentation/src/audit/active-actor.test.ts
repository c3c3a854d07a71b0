import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTestDirectory } from '../testing/test-directory.ts';
import { startTestTelemetry } from '../testing/test-telemetry.ts';

const EVENT = 'bot.audit.change';
const ENTRY = { action: 'UPDATED', entity: { type: 'card' }, after: { n: 1 } };

describe('audit.withActor', () => {
  it('names the actor of entries made within it that name none, also after a wait', async () => {
    const test = await startTestTelemetry();
    const { audit } = test.telemetry;
    await audit.withActor({ type: 'api_key', id: 'k-1' }, async () => {
      await audit.record(ENTRY);
      await audit.withActor(
        () => ({ name: 'Anna' }),
        () => audit.record(ENTRY),
      );
      await audit.record({ ...ENTRY, actor: { type: 'system', name: 'Night job' } });
    });
    const actors = (await test.records(EVENT)).map(({ attributes }) => attributes['user.name']);
    expect(actors).toEqual(['k-1', 'Anna', 'Night job']);
  });

  it('leaves no actor behind: an entry without one is refused, naming the fix', async () => {
    const { audit } = (await startTestTelemetry()).telemetry;
    expect(audit.withActor({ id: '1' }, () => audit.actor())).toEqual({ id: '1' });
    expect(audit.actor()).toBeUndefined();
    await expect(audit.record(ENTRY)).rejects.toThrow('audit.withActor(actor, run)');
  });

  it('tells of a function that fails instead of acting as nobody', async () => {
    const { audit } = (await startTestTelemetry()).telemetry;
    const failing = (): never => {
      throw new Error('no session');
    };
    await expect(audit.withActor(failing, () => audit.record(ENTRY))).rejects.toMatchObject({
      code: 'AUDIT_ACTOR_UNKNOWN',
      cause: { message: 'no session' },
    });
  });
});

describe('audit.ready', () => {
  it('resolves where an entry can be kept, and rejects where its directory is gone', async () => {
    const spoolDirectory = createTestDirectory();
    const { audit } = (await startTestTelemetry({ spoolDirectory })).telemetry;
    await audit.ready();
    rmSync(spoolDirectory, { recursive: true });
    await expect(audit.ready()).rejects.toMatchObject({ code: 'AUDIT_SPOOL_FAILED', cause: { code: 'ENOENT' } });
  });

  it('rejects as record does, when the telemetry is off or shut down', async () => {
    const test = await startTestTelemetry();
    await test.telemetry.shutdown();
    await expect(test.telemetry.audit.ready()).rejects.toMatchObject({ code: 'AUDIT_SHUT_DOWN' });
    const off = await startTestTelemetry({ enabled: false });
    await expect(off.telemetry.audit.ready()).rejects.toMatchObject({ code: 'AUDIT_DISABLED' });
  });
});

import { describe, expect, it } from 'vitest';
import { createAccessAudit } from './access-audit.ts';
import type { AccessAuditOptions } from './access-audit-options.ts';
import { startTestTelemetry, toBody, type TestTelemetry } from '../testing/test-telemetry.ts';
import type { WebRequest } from './web-request.ts';

const EVENT = 'bot.audit.change';
const ANNA = { id: '7', name: 'Anna', email: 'anna@example.com' };
const REQUEST: WebRequest = {
  method: 'POST',
  url: '/login?next=%2F',
  headers: { 'user-agent': 'Firefox', 'x-forwarded-for': '203.0.113.9' },
  socket: { remoteAddress: '192.0.2.14' },
};
const SESSION = { ip: '192.0.2.14', userAgent: 'Firefox', request: 'POST /login' };

async function entries(test: TestTelemetry): Promise<unknown[]> {
  return (await test.records(EVENT)).map((record) => {
    const names = ['action', 'category', 'entity.type', 'entity.id'].map((name) => `bot.audit.${name}`);
    const { attributes } = record;
    const all = [...names, 'bot.outcome', 'error.type', 'user.name'].map((name) => attributes[name]);
    return [...all, toBody(record)];
  });
}

function access(test: TestTelemetry, options: Partial<AccessAuditOptions> = {}): ReturnType<typeof createAccessAudit> {
  return createAccessAudit({ audit: test.telemetry.audit, ...options });
}

describe('access audit', () => {
  it('records log-in and log-out with the session, and nothing of its secrets', async () => {
    const test = await startTestTelemetry();
    const { loggedIn, loggedOut } = bindAll(access(test, { trustedProxies: 1 }));
    await loggedIn(REQUEST, { actor: ANNA, method: 'password', context: { sessionToken: 'S3cret' } });
    await loggedOut(REQUEST, { actor: ANNA, reason: 'expired' });
    const session = { ...SESSION, ip: '203.0.113.9' };
    expect(await entries(test)).toMatchObject([
      [
        'LOGIN',
        'user_interaction',
        'access',
        '7',
        'success',
        undefined,
        'Anna',
        { context: { ...session, method: 'password' } },
      ],
      [
        'LOGOUT',
        'user_interaction',
        'access',
        '7',
        'success',
        undefined,
        'Anna',
        { context: { ...session, reason: 'expired' } },
      ],
    ]);
    expect(JSON.stringify(await entries(test))).not.toContain('S3cret');
  });

  it('records a refused log-in as a security event, under the name that was tried', async () => {
    const test = await startTestTelemetry();
    await access(test).loginRefused(REQUEST, { login: 'root', reason: 'wrong_password', method: 'password' });
    await access(test).loginRefused(REQUEST, { login: ' ' });
    expect(await entries(test)).toEqual([
      [
        'LOGIN',
        'security',
        'access',
        undefined,
        'error',
        'wrong_password',
        'root',
        { context: { ...SESSION, method: 'password' } },
      ],
      ['LOGIN', 'security', 'access', undefined, 'error', 'refused', 'unknown', { context: SESSION }],
    ]);
  });

  it('records invitations and their acceptance with the role', async () => {
    const test = await startTestTelemetry();
    const invitee = { email: 'ben@example.com' };
    await test.telemetry.audit.withActor(ANNA, () => access(test).invited(REQUEST, { invitee, role: 'editor' }));
    await access(test).accepted(REQUEST, { actor: { id: '8', ...invitee }, invitee: { id: '8', ...invitee } });
    expect(await entries(test)).toMatchObject([
      [
        'INVITED',
        'security',
        'access',
        undefined,
        'success',
        undefined,
        'Anna',
        { after: { ...invitee, role: 'editor' } },
      ],
      [
        'ACCEPTED',
        'security',
        'access',
        '8',
        'success',
        undefined,
        'ben@example.com',
        { after: { id: '8', ...invitee } },
      ],
    ]);
  });

  it('counts a flood of attempts instead of recording each, and forgets none', async () => {
    const test = await startTestTelemetry();
    const audited = access(test, { burst: 3, time: { nowMillis: () => 5_000, schedule: () => {} } });
    for (let i = 0; i < 500; i++) await audited.loginRefused(REQUEST, { login: `user ${i}` });
    await audited.flush();
    const all = await entries(test);
    expect(all).toHaveLength(4);
    const samples = Array.from({ length: 10 }, (_, i) => `user ${i + 3}`);
    const times = { since: '1970-01-01T00:00:05.000Z', until: '1970-01-01T00:00:05.000Z' };
    const context = { ip: '192.0.2.14', attempts: 497, ...times, samples };
    expect(all[3]).toEqual([
      'LOGIN',
      'security',
      'access',
      undefined,
      'error',
      'too_many_attempts',
      'unknown',
      { context },
    ]);
  });

  it('rejects a log-in that could not be recorded, and tells of a summary that could not', async () => {
    const test = await startTestTelemetry();
    const unrecorded: unknown[] = [];
    const audited = access(test, { burst: 1, onUnrecorded: (error) => void unrecorded.push(error) });
    for (let i = 0; i < 2; i++) await audited.loginRefused(REQUEST, {});
    await test.telemetry.shutdown();
    await expect(audited.loggedIn(REQUEST, { actor: ANNA })).rejects.toMatchObject({ code: 'AUDIT_SHUT_DOWN' });
    await audited.flush();
    expect(unrecorded).toMatchObject([{ code: 'AUDIT_SHUT_DOWN' }]);
  });

  it('is no obstacle when the telemetry is off, and names every option that is wrong', async () => {
    const off = await startTestTelemetry({ enabled: false });
    await access(off).loggedIn(REQUEST, { actor: ANNA });
    expect(() => createAccessAudit({ audit: {} as never, trustedProxies: -1, burst: 0.5 })).toThrow(
      /audit must[^]*trustedProxies[^]*burst/,
    );
  });
});

function bindAll(audited: ReturnType<typeof createAccessAudit>): Pick<typeof audited, 'loggedIn' | 'loggedOut'> {
  return { loggedIn: audited.loggedIn.bind(audited), loggedOut: audited.loggedOut.bind(audited) };
}

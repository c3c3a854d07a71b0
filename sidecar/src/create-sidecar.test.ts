import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { makeDirectory, startSidecar, toSmtpSettings } from '../tests/sidecar.ts';
import { startLoki, startSmtp } from '../tests/servers.ts';
import { AT_MILLIS, failingTurn, type TestRecord } from '../tests/story.ts';

const DAY_MILLIS = 86_400_000;

function errors(count: number, bot: string): readonly TestRecord[] {
  return Array.from(
    { length: count },
    (_, index) => failingTurn({ bot, suffix: `${bot}-${index}`, user: `u${index % 3}` })[0],
  );
}

describe('createSidecar, mails', () => {
  it('F36: sends a mail about a failed API call, with what led to it', async () => {
    const [smtp, loki, dataDirectory] = [await startSmtp(), await startLoki(), await makeDirectory()];
    const test = await startSidecar({ dataDirectory, lokiUrl: loki.url, smtp: toSmtpSettings(smtp.port) });
    const [call, ...rest] = failingTurn();
    loki.records.push(...rest);
    expect(await test.forward([call])).toBe(200);
    await smtp.received(1);
    const [mail] = smtp.mails;
    expect(mail?.subject).toBe('[Botscope] Support: "Create refund" failed: HTTP 500 from api.example (production)');
    for (const text of ['Where is my money?', 'Something went wrong', 'unknown currency', 'refund.id: "r-17" → null']) {
      expect(mail?.text).toContain(text);
      expect(mail?.html).toBeTruthy();
    }
    expect(new Set(loki.asked.map(({ tenant }) => tenant))).toEqual(new Set(['bots']));
  });

  it("F37: sends to the Owner's address by default", async () => {
    const [smtp, dataDirectory] = [await startSmtp(), await makeDirectory()];
    const smtpSettings = toSmtpSettings(smtp.port);
    const test = await startSidecar({ dataDirectory, smtp: smtpSettings, ownerEmail: 'boss@shop.example' });
    await test.forward([failingTurn()[0]]);
    await smtp.received(1);
    expect([smtp.mails[0]?.to].flat().map((to) => to?.text)).toEqual(['boss@shop.example']);
    await test.sidecar.runDue();
    expect((await test.ledger())[0]).toMatchObject({ recipientRoles: ['owner'], recipientCount: 1 });
  });

  it('F38: sends one mail for 500 errors of one bot, two for two bots', async () => {
    const [smtp, dataDirectory] = [await startSmtp(), await makeDirectory()];
    const test = await startSidecar({ dataDirectory, smtp: toSmtpSettings(smtp.port) });
    for (let part = 0; part < 5; part += 1) await test.forward(errors(500, '42').slice(part * 100, part * 100 + 100));
    await test.forward(errors(3, '43'));
    await smtp.received(2);
    await test.sidecar.runDue();
    expect(smtp.mails).toHaveLength(2);
    const rows = await test.ledger();
    expect(rows.map(({ bot, suppressedCount }) => [bot, suppressedCount])).toEqual([
      ['43', 2],
      ['42', 499],
    ]);
  });

  it('F39: mails again from 24 hours after the first error, also after a restart', async () => {
    const [smtp, dataDirectory] = [await startSmtp(), await makeDirectory()];
    const config = { dataDirectory, smtp: toSmtpSettings(smtp.port) };
    const before = await startSidecar(config);
    await before.forward(errors(500, '42'));
    await smtp.received(1);
    await before.close();
    const after = await startSidecar(config);
    after.nowMillis = AT_MILLIS + DAY_MILLIS - 1;
    await after.forward([failingTurn({ suffix: 'late' })[0]]);
    await after.sidecar.runDue();
    expect(smtp.mails).toHaveLength(1);
    after.nowMillis += 1;
    await after.forward([failingTurn({ suffix: 'next' })[0]]);
    await smtp.received(2);
    expect(smtp.mails[1]?.text).toContain('failed for the first time since 21 Nov 14:02 UTC.');
    expect(smtp.mails[1]?.text).toContain('500 more since the mail of 21 Nov 14:02 UTC were held back.');
    await after.sidecar.runDue();
    const suppressed = after.evidence.filter((entry) => entry.type === 'alert' && entry.event === 'suppressed');
    expect(suppressed).toMatchObject([{ suppressedCount: 500 }]);
  });

  it('keeps the window before the mail is sent', async () => {
    const states: string[] = [];
    const smtp = await startSmtp({
      onData: (stream, _session, done) => {
        stream.resume().on('end', () => {
          void test.ledger().then((rows) => {
            states.push(...rows.map(({ state }) => state));
            done();
          });
        });
      },
    });
    const test = await startSidecar({ dataDirectory: await makeDirectory(), smtp: toSmtpSettings(smtp.port) });
    await test.forward([failingTurn()[0]]);
    await test.sidecar.runDue();
    await expect.poll(async () => (await test.ledger())[0]?.state).toBe('sent');
    expect(states).toEqual(['sending']);
  });

  it.each<[string, Partial<TestRecord['attributes']>, Partial<TestRecord>]>([
    ['its own records', {}, { service: 'botscope-sidecar' }],
    ['successful calls', { 'bot.outcome': 'success' }, {}],
    ['errors of steps', { 'bot.record.kind': 'step', 'bot.event': 'bot.step.completed' }, {}],
    ['audit records', { 'bot.record.kind': 'audit', 'bot.event': 'bot.audit.change' }, {}],
    ['pinned copies', { 'bot.retention': 'pinned' }, {}],
  ])('does not alert about %s', async (_what, attributes, record) => {
    const test = await startSidecar({ dataDirectory: await makeDirectory() });
    const [call] = failingTurn();
    const changed = { ...call, ...record, attributes: { ...call.attributes, ...attributes } } as TestRecord;
    expect(await test.forward([changed])).toBe(200);
    expect(await test.ledger()).toEqual([]);
  });

  it('alerts about script exceptions', async () => {
    const test = await startSidecar({ dataDirectory: await makeDirectory() });
    const [call] = failingTurn();
    const attributes = {
      ...call.attributes,
      'bot.event': 'bot.script.exception',
      'exception.type': 'TypeError',
      'exception.message': 'cart is undefined',
    };
    await test.forward([{ ...call, attributes, body: { stack: 'TypeError: cart is undefined\n    at script:3' } }]);
    expect((await test.ledger())[0]?.subject).toBe(
      '[Botscope] Support: "Create refund" failed: TypeError: cart is undefined (production)',
    );
  });

  it('counts an error that is delivered twice once', async () => {
    const test = await startSidecar({ dataDirectory: await makeDirectory() });
    const [first] = failingTurn();
    const [second] = failingTurn({ suffix: '2' });
    for (const records of [[first, second, second], [first], [second]]) await test.forward(records);
    expect(await test.ledger()).toMatchObject([{ suppressedCount: 1 }]);
  });

  it('opens no second window when the clock goes back', async () => {
    const test = await startSidecar({ dataDirectory: await makeDirectory() });
    await test.forward([failingTurn()[0]]);
    test.nowMillis -= 3_600_000;
    await test.forward([failingTurn({ suffix: '2' })[0]]);
    expect(await test.ledger()).toHaveLength(1);
  });
});

describe('createSidecar, outbox', () => {
  it('writes mails as files where no SMTP server is configured, and says so', async () => {
    const dataDirectory = await makeDirectory();
    const test = await startSidecar({ dataDirectory });
    await test.forward([failingTurn()[0]]);
    await expect.poll(async () => (await test.ledger())[0]?.state).toBe('written');
    const [name = '', ...others] = await readdir(join(dataDirectory, 'outbox'));
    expect(others).toEqual([]);
    expect(name).toMatch(/^2026-11-21T14-02-11\.482Z-[0-9A-Z]{26}\.eml$/);
    const mail = await simpleParser(await readFile(join(dataDirectory, 'outbox', name)));
    expect(mail.text).toContain('HTTP 500 from https://api.example/v1/refunds');
    expect(mail.text).toContain('the log store cannot be reached');
    expect((await test.ledger())[0]?.lastAnswer).toContain(`outbox/${name}`);
    expect(test.evidence).toMatchObject([{ type: 'alert', event: 'sent', bot: '42', recipientCount: 1 }]);
  });
});

describe('createSidecar, ledger', () => {
  it('N5: keeps a mail that SMTP did not take as a row, sends it once when SMTP is back, over a restart', async () => {
    const first = await startSmtp();
    const { port } = first;
    await first.close();
    const config = { dataDirectory: await makeDirectory(), smtp: toSmtpSettings(port) };
    const before = await startSidecar(config);
    await before.forward(errors(8, '42'));
    await expect.poll(async () => (await before.ledger())[0]?.state).toBe('retrying');
    expect(await before.ledger()).toMatchObject([
      {
        attempts: 1,
        nextAttemptAt: AT_MILLIS + 5_000,
        windowStart: AT_MILLIS,
        windowEnd: AT_MILLIS + DAY_MILLIS,
        recipientRoles: ['owner'],
        recipientCount: 1,
        suppressedCount: 7,
        reason: 'HTTP 500 from https://api.example/v1/refunds',
        lastAnswer: expect.stringContaining('ECONNREFUSED'),
      },
    ]);
    await before.close();
    const smtp = await startSmtp({}, port);
    const after = await startSidecar(config);
    after.nowMillis = AT_MILLIS + 5_000;
    await after.sidecar.runDue();
    await after.sidecar.runDue();
    expect(await after.ledger()).toMatchObject([{ state: 'sent', attempts: 2 }]);
    expect(smtp.mails).toHaveLength(1);
    expect(await (await after.ask('POST', 'alerts/test', {})).json()).toMatchObject({ state: 'test' });
    expect(smtp.mails).toHaveLength(2);
    expect(await (await after.ask('POST', 'alerts/reset', { bot: '42' })).json()).toEqual({ reset: 1 });
    await after.forward([failingTurn({ suffix: 'after-reset' })[0]]);
    await smtp.received(3);
    expect(smtp.mails[2]?.text).toContain('7 more since the mail of 21 Nov 14:02 UTC were held back.');
  });

  it('pages newest first', async () => {
    const test = await startSidecar({ dataDirectory: await makeDirectory() });
    for (const bot of ['a', 'b', 'c', 'd', 'e']) await test.forward(errors(1, bot));
    const page = async (query: string): Promise<{ id: string; bot: string }[]> =>
      (await (await test.ask('GET', `alerts?${query}`)).json()) as { id: string; bot: string }[];
    const first = await page('limit=2');
    const second = await page(`limit=2&before=${first[1]?.id}`);
    expect([...first, ...second].map(({ bot }) => bot)).toEqual(['e', 'd', 'c', 'b']);
    for (const query of ['limit=0', 'limit=501', 'limit=x', 'before=1']) {
      expect((await test.ask('GET', `alerts?${query}`)).status, query).toBe(400);
    }
  });

  it('shows the windows that are open now', async () => {
    const test = await startSidecar({ dataDirectory: await makeDirectory() });
    await test.forward(errors(2, 'a'));
    test.nowMillis += DAY_MILLIS / 2;
    await test.forward(errors(1, 'b'));
    const open = async (): Promise<unknown> => (await test.ask('GET', 'alerts/windows')).json();
    expect(await open()).toMatchObject([{ bot: 'b' }, { bot: 'a', suppressedCount: 1 }]);
    test.nowMillis += DAY_MILLIS / 2;
    expect(await open()).toMatchObject([{ bot: 'b' }]);
  });

  it('resets all bots at once and leaves an audit record for each window', async () => {
    const test = await startSidecar({ dataDirectory: await makeDirectory() });
    await test.forward([...errors(1, 'a'), ...errors(1, 'b')]);
    expect(await (await test.ask('POST', 'alerts/reset', {})).json()).toEqual({ reset: 2 });
    await test.sidecar.runDue();
    const audits = test.evidence.filter((entry) => entry.type === 'audit');
    expect(audits).toMatchObject([
      { action: 'UPDATED', entity: { type: 'alert_window' }, bot: 'b', actor: { name: 'Anna Berg' } },
      { action: 'UPDATED', entity: { type: 'alert_window' }, bot: 'a' },
    ]);
  });
});

describe('createSidecar, state', () => {
  it('refuses a state file that another sidecar has', async () => {
    const dataDirectory = await makeDirectory();
    const first = await startSidecar({ dataDirectory });
    await expect(startSidecar({ dataDirectory })).rejects.toThrow('Another sidecar is running on');
    await first.close();
    await (await startSidecar({ dataDirectory })).close();
  });

  it('keeps evidence until it can be recorded', async () => {
    const dataDirectory = await makeDirectory();
    const failing = await startSidecar(
      { dataDirectory },
      { recordEvidence: () => Promise.reject(new Error('disk full')) },
    );
    const flag = { bot: '42', environment: 'production', conversation: 'c-1' };
    expect((await failing.ask('PUT', 'flags', flag)).status).toBe(200);
    await failing.sidecar.runDue();
    expect((await failing.health()).parts[0]).toMatchObject({ name: 'sidecar', state: 'degraded' });
    expect(failing.logged.join()).toContain('disk full');
    await failing.close();
    const test = await startSidecar({ dataDirectory });
    await test.sidecar.runDue();
    expect(test.evidence.map(({ type }) => type)).toEqual(['flag', 'audit']);
    expect((await test.health()).parts[0]).toEqual({ name: 'sidecar', state: 'ok' });
  });
});

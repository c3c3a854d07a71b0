import type { SMTPServerOptions } from 'smtp-server';
import { describe, expect, it } from 'vitest';
import { makeDirectory, startSidecar, toSmtpSettings } from './test-sidecar.ts';
import { startSmtp } from './test-servers.ts';
import { failingTurn } from './test-story.ts';

type Handlers = Pick<SMTPServerOptions, 'onConnect' | 'onMailFrom' | 'onRcptTo' | 'onData'>;

const refusal = (responseCode: number): Error => Object.assign(new Error('not now'), { responseCode });

/** How a mail server can fail for a while. */
const FAILURES: Readonly<Record<string, Handlers>> = {
  'refuses the connection (421)': { onConnect: (_session, done) => done(refusal(421)) },
  'refuses the sender (451)': { onMailFrom: (_address, _session, done) => done(refusal(451)) },
  'greylists the recipient (450)': { onRcptTo: (_address, _session, done) => done(refusal(450)) },
  'refuses the message (451)': {
    onData: (stream, _session, done) => void stream.resume().on('end', () => done(refusal(451))),
  },
};

async function runUntil(
  test: Awaited<ReturnType<typeof startSidecar>>,
  state: string,
  withinMillis: number,
): Promise<void> {
  const end = test.nowMillis + withinMillis;
  for (; test.nowMillis <= end; test.nowMillis += 1_000) {
    await test.sidecar.runDue();
    if ((await test.ledger())[0]?.state === state) return;
  }
  throw new Error(`not ${state} within ${withinMillis} ms: ${JSON.stringify(await test.ledger())}`);
}

describe('a mail server that fails', () => {
  it.each(Object.entries(FAILURES))(
    '%s: the mail goes out once, within 30 s after it is well again',
    async (_what, handlers) => {
      const failing = await startSmtp(handlers);
      const test = await startSidecar({ dataDirectory: await makeDirectory(), smtp: toSmtpSettings(failing.port) });
      await test.forward([failingTurn()[0]]);
      await runUntil(test, 'retrying', 0);
      await failing.close();
      const well = await startSmtp({}, failing.port);
      await runUntil(test, 'sent', 30_000);
      await test.sidecar.runDue();
      expect(well.mails).toHaveLength(1);
    },
  );

  it('was down for hours: the mail goes out within 30 s after it is back, not after the longest pause', async () => {
    const gone = await startSmtp();
    await gone.close();
    const test = await startSidecar({ dataDirectory: await makeDirectory(), smtp: toSmtpSettings(gone.port) });
    await test.forward([failingTurn()[0]]);
    for (let hour = 0; hour < 12; hour += 1) {
      await test.sidecar.runDue();
      test.nowMillis += 3_600_000;
    }
    await test.sidecar.runDue();
    const [row] = await test.ledger();
    expect((row?.nextAttemptAt ?? 0) - test.nowMillis).toBe(600_000);
    const well = await startSmtp({}, gone.port);
    await runUntil(test, 'sent', 30_000);
    expect(well.mails).toHaveLength(1);
  });

  it('closes before its final answer: the mail is sent again, as the same mail', async () => {
    const ids: string[] = [];
    let closing = true;
    const smtp = await startSmtp({
      onData: (stream, _session, done) => {
        let text = '';
        stream.on('data', (part: Buffer) => (text += part.toString()));
        stream.on('end', () => {
          ids.push(/^Message-ID: (.*)$/m.exec(text)?.[1]?.trim() ?? '');
          if (closing) smtp.dropConnections();
          else done();
          closing = false;
        });
      },
    });
    const test = await startSidecar({ dataDirectory: await makeDirectory(), smtp: toSmtpSettings(smtp.port) });
    await test.forward([failingTurn()[0]]);
    await runUntil(test, 'sent', 30_000);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it.each([550, 554])('says no for good (%i): the ledger shows it, and nothing is tried again', async (code) => {
    let attempts = 0;
    const smtp = await startSmtp({
      onRcptTo: (_address, _session, done) => {
        attempts += 1;
        done(refusal(code));
      },
    });
    const test = await startSidecar({ dataDirectory: await makeDirectory(), smtp: toSmtpSettings(smtp.port) });
    await test.forward([failingTurn()[0]]);
    await runUntil(test, 'failed', 0);
    test.nowMillis += 3_600_000;
    await test.sidecar.runDue();
    expect(attempts).toBe(1);
    expect(await test.ledger()).toMatchObject([{ state: 'failed', lastAnswer: expect.stringContaining(String(code)) }]);
    expect(test.evidence).toMatchObject([
      { type: 'alert', event: 'failed', error: expect.stringContaining(String(code)) },
    ]);
  });

  it('is given up after five days, and the ledger says why', async () => {
    const gone = await startSmtp();
    await gone.close();
    const test = await startSidecar({ dataDirectory: await makeDirectory(), smtp: toSmtpSettings(gone.port) });
    await test.forward([failingTurn()[0]]);
    for (let hours = 0; hours <= 121; hours += 11) {
      await test.sidecar.runDue();
      test.nowMillis += 11 * 3_600_000;
    }
    expect(await test.ledger()).toMatchObject([
      { state: 'failed', lastAnswer: expect.stringMatching(/^Given up after 5 days: .*ECONNREFUSED/) },
    ]);
  });
});

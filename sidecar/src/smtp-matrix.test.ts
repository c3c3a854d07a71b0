import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as tls from 'node:tls';
import type { SMTPServerOptions } from 'smtp-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeDirectory, startSidecar, toSmtpSettings, type TestSidecar } from '../tests/sidecar.ts';
import { startSmtp, type TestSmtp } from '../tests/servers.ts';
import { failingTurn } from '../tests/story.ts';

const refusal = (responseCode: number): Error => Object.assign(new Error('not now'), { responseCode });

/** What a server does wrong, and what it should come to. */
interface Mode {
  readonly failing: SMTPServerOptions | 'down';
  /** The server once it is well; accepting by default. */
  readonly well?: SMTPServerOptions;
  readonly requireTls?: boolean;
  /** What the mail is while the server fails; `retrying` by default. */
  readonly meanwhile?: 'sent' | 'failed';
}

interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
}

async function makeCertificate(): Promise<Certificate> {
  const directory = await makeDirectory();
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', ['req', '-x509', ...curve, '-keyout', key, '-out', cert, ...names], { stdio: 'ignore' });
  return { key: await readFile(key), cert: await readFile(cert) };
}

const withTls = (certificate: Certificate): SMTPServerOptions => ({
  ...certificate,
  disabledCommands: [],
  hideSTARTTLS: false,
});

function trust({ cert }: Certificate): void {
  const before = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...before, cert.toString()]);
  onTestFinished(() => tls.setDefaultCACertificates(before));
}

function modes(trusted: Certificate, untrusted: Certificate): Readonly<Record<string, Mode>> {
  return {
    'nobody listens': { failing: 'down' },
    'answers slowly': {
      failing: { onRcptTo: (_address, _session, done) => void sleep(300).then(() => done()) },
      meanwhile: 'sent',
    },
    '421 at the greeting': { failing: { onConnect: (_session, done) => done(refusal(421)) } },
    '451 for the sender': { failing: { onMailFrom: (_address, _session, done) => done(refusal(451)) } },
    '450, greylisting': { failing: { onRcptTo: (_address, _session, done) => done(refusal(450)) } },
    '451 for the message': {
      failing: { onData: (stream, _session, done) => void stream.resume().on('end', () => done(refusal(451))) },
    },
    '550 for the recipient': {
      failing: { onRcptTo: (_address, _session, done) => done(refusal(550)) },
      meanwhile: 'failed',
    },
    '554 for the message': {
      failing: { onData: (stream, _session, done) => void stream.resume().on('end', () => done(refusal(554))) },
      meanwhile: 'failed',
    },
    'an untrusted certificate': { failing: withTls(untrusted), well: withTls(trusted), requireTls: true },
    'STARTTLS stripped': { failing: {}, well: withTls(trusted), requireTls: true },
  };
}

async function runUntil(test: TestSidecar, state: string, withinMillis: number): Promise<void> {
  const end = test.nowMillis + withinMillis;
  for (; test.nowMillis <= end; test.nowMillis += 1_000) {
    await test.sidecar.runDue();
    if ((await test.ledger())[0]?.state === state) return;
  }
  throw new Error(`not ${state} within ${withinMillis} ms: ${JSON.stringify(await test.ledger())}`);
}

async function startFailing(failing: Mode['failing']): Promise<TestSmtp> {
  const server = await startSmtp(failing === 'down' ? {} : failing);
  if (failing === 'down') await server.close();
  return server;
}

/** Lets one mail meet a failing server, then a well one; gives how often it was delivered. */
async function runMode({ failing, well = {}, requireTls = false, meanwhile }: Mode): Promise<number> {
  const first = await startFailing(failing);
  const smtp = { ...toSmtpSettings(first.port), requireTls };
  const test = await startSidecar({ dataDirectory: await makeDirectory(), smtp });
  await test.forward([failingTurn()[0]]);
  await runUntil(test, meanwhile ?? 'retrying', 0);
  await first.close();
  const second = await startSmtp(well, first.port);
  if (meanwhile === undefined) await runUntil(test, 'sent', 30_000);
  test.nowMillis += 3_600_000;
  await test.sidecar.runDue();
  const delivered = first.mails.length + second.mails.length;
  await test.close();
  await second.close();
  return delivered;
}

/** A server that takes a message and closes before it says so, the first time. */
async function runAmbiguousClose(): Promise<readonly string[]> {
  const ids: string[] = [];
  const smtp = await startSmtp({
    onData: (stream, _session, done) => {
      let text = '';
      stream.on('data', (part: Buffer) => (text += part.toString()));
      stream.on('end', () => {
        ids.push(/^Message-ID: (.*)$/m.exec(text)?.[1]?.trim() ?? '');
        if (ids.length === 1) smtp.dropConnections();
        else done();
      });
    },
  });
  const test = await startSidecar({ dataDirectory: await makeDirectory(), smtp: toSmtpSettings(smtp.port) });
  await test.forward([failingTurn()[0]]);
  await runUntil(test, 'sent', 30_000);
  return ids;
}

describe('a mail server that fails', () => {
  it(
    'R6: loses no mail and doubles only what was left open, within 30 s after it is well again',
    { timeout: 60_000 },
    async () => {
      const [trusted, untrusted] = [await makeCertificate(), await makeCertificate()];
      trust(trusted);
      const delivered: Record<string, number> = {};
      const expected: Record<string, number> = {};
      for (const [name, mode] of Object.entries(modes(trusted, untrusted))) {
        delivered[name] = await runMode(mode);
        expected[name] = mode.meanwhile === 'failed' ? 0 : 1;
      }
      expect(delivered).toEqual(expected);
      const ids = await runAmbiguousClose();
      expect(ids).toHaveLength(2);
      expect(new Set(ids).size).toBe(1);
    },
  );

  it('was down for hours: the mail goes out within 30 s after it is back, not after the longest pause', async () => {
    const gone = await startFailing('down');
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
    const error: unknown = expect.stringContaining(String(code));
    expect(test.evidence).toMatchObject([{ type: 'alert', event: 'failed', error }]);
  });

  it('is given up after five days, and the ledger says why', async () => {
    const gone = await startFailing('down');
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

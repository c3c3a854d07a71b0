import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeDirectory } from '../../tests/sidecar.ts';
import { startSmtp } from '../../tests/servers.ts';
import type { Delivery, OutgoingMessage } from './delivery.ts';
import { createSmtpDelivery } from './smtp-delivery.ts';
import type { SmtpSettings } from './smtp-settings.ts';

const MESSAGE: OutgoingMessage = {
  id: '01',
  from: 'botscope@localhost',
  to: ['owner@localhost'],
  bytes: Buffer.from('Subject: x\r\nMessage-ID: <1@localhost>\r\n\r\nbody\r\n'),
  raisedMillis: 0,
};

function start(port: number, changes: Partial<SmtpSettings> = {}): Delivery {
  const settings: SmtpSettings = { host: '127.0.0.1', port, implicitTls: false, requireTls: false, ...changes };
  const delivery = createSmtpDelivery(settings, { timeoutMillis: 500 });
  onTestFinished(() => delivery.close());
  return delivery;
}

/** Key and certificate of a server that signs for itself. */
async function makeCertificate(): Promise<{ key: Buffer; cert: Buffer }> {
  const directory = await makeDirectory();
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '1',
      '-keyout',
      key,
      '-out',
      cert,
      ...subject,
    ],
    { stdio: 'ignore' },
  );
  return { key: readFileSync(key), cert: readFileSync(cert) };
}

describe('createSmtpDelivery', () => {
  it('sends the bytes as they are and gives the answer', async () => {
    const smtp = await startSmtp();
    expect(await start(smtp.port).deliver(MESSAGE)).toMatchObject({
      outcome: 'sent',
      answer: expect.stringMatching(/^250/),
    });
    expect(smtp.mails[0]).toMatchObject({ subject: 'x', messageId: '<1@localhost>', text: 'body\n' });
  });

  it.each([
    [421, 'retryable'],
    [450, 'retryable'],
    [451, 'retryable'],
    [550, 'failed'],
    [554, 'failed'],
  ])('takes an answer %i for %s', async (responseCode, outcome) => {
    const smtp = await startSmtp({
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error('no'), { responseCode })),
    });
    const result = await start(smtp.port).deliver(MESSAGE);
    expect(result).toMatchObject({ outcome, answer: expect.stringContaining(String(responseCode)) });
  });

  it('tries later when nobody listens, or nobody answers', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as AddressInfo;
    expect(await start(port).deliver(MESSAGE)).toMatchObject({ outcome: 'retryable', unreachable: true });
    expect(await start(1).deliver(MESSAGE)).toMatchObject({ outcome: 'retryable', unreachable: true });
    expect((await start(1).check()).fix).toContain('127.0.0.1:1');
  });

  it('sends nothing in the clear where TLS is required and was stripped', async () => {
    const smtp = await startSmtp();
    const delivery = start(smtp.port, { requireTls: true, user: 'me', password: 'secret-password' });
    const result = await delivery.deliver(MESSAGE);
    expect(result).toMatchObject({ outcome: 'retryable' });
    expect(JSON.stringify(result)).not.toContain('secret-password');
    expect(smtp.mails).toEqual([]);
    expect((await delivery.check()).fix).toContain('BOTSCOPE_SMTP_TLS');
  });

  it('sends nothing to a server whose certificate is not trusted, where TLS is required', async () => {
    const smtp = await startSmtp({ ...(await makeCertificate()), disabledCommands: [], hideSTARTTLS: false });
    expect(await start(smtp.port, { requireTls: true }).deliver(MESSAGE)).toMatchObject({ outcome: 'retryable' });
    expect(smtp.mails).toEqual([]);
  });

  it('tries later when the password is refused: the mail itself was not judged', async () => {
    const smtp = await startSmtp({
      authOptional: false,
      disabledCommands: [],
      onAuth: (_auth, _session, done) => done(Object.assign(new Error('no such user'), { responseCode: 535 })),
    });
    const delivery = start(smtp.port, { user: 'me', password: 'wrong' });
    expect(await delivery.deliver(MESSAGE)).toMatchObject({ outcome: 'retryable', unreachable: true });
    expect((await delivery.check()).fix).toContain('user name and password');
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCapturePolicyQuestion, type AskCapturePolicy } from './ask-capture-policy.ts';

const POLICY = { version: 3, rules: [{ service: 'support-bot', io: 'off' }] };

interface TestSidecar {
  readonly ask: AskCapturePolicy;
  readonly requests: http.IncomingMessage[];
  readonly url: string;
}

/** A server with one answer, and a question for it. */
async function startSidecar(
  serve: (request: http.IncomingMessage, response: http.ServerResponse) => void,
  timeoutMillis = 60_000,
): Promise<TestSidecar> {
  const requests: http.IncomingMessage[] = [];
  const server = http.createServer((request, response) => {
    requests.push(request);
    serve(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const sidecarUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const question = { sidecarUrl, service: 'support & bot', instance: 'host/1', token: 'a token', timeoutMillis };
  return { ask: createCapturePolicyQuestion(question), requests, url: sidecarUrl };
}

describe('createCapturePolicyQuestion', () => {
  it('asks as service and instance, with the token and the tag that is known, and gives policy and tag', async () => {
    const test = await startSidecar((_request, response) =>
      response.writeHead(200, { etag: '"t3"' }).end(JSON.stringify(POLICY)),
    );
    expect(await test.ask('"t2"')).toEqual({ kind: 'policy', policy: POLICY, etag: '"t3"' });
    expect(test.requests[0]).toMatchObject({
      method: 'GET',
      url: '/v1/capture-policy?service=support+%26+bot&instance=host%2F1',
      headers: { authorization: 'Bearer a token', 'if-none-match': '"t2"' },
    });
  });

  it('tells that nothing has changed', async () => {
    const test = await startSidecar((_request, response) => response.writeHead(304).end());
    expect(await test.ask('"t3"')).toEqual({ kind: 'unchanged' });
  });

  it.each<[string, number, string, string, RegExp]>([
    ['a page', 200, '<html>', 'malformed', /no capture policy: The policy is undefined/],
    ['a wrong rule', 200, '{"version":1,"rules":[{"io":"maybe"}]}', 'malformed', /rules\[0\]\.io is "maybe"/],
    ['a flood', 200, 'x'.repeat(2 << 20), 'malformed', /more than 1 MiB/],
    [
      'a refusal',
      401,
      '{"message":"The token is wrong.","fix":"Give the right one."}',
      'status',
      /HTTP 401\. The token is wrong\. Give/,
    ],
    ['a failure', 503, 'oh', 'status', /HTTP 503\.$/],
    ['a redirect', 302, '', 'status', /HTTP 302\.$/],
  ])('takes %s for no policy', async (_what, status, body, reason, message) => {
    const test = await startSidecar((_request, response) =>
      response.writeHead(status, { location: 'http://evil.example/' }).end(body),
    );
    expect(await test.ask(undefined)).toEqual({ kind: 'failed', reason, message: expect.stringMatching(message) });
    expect(test.requests).toHaveLength(1);
  });

  it('gives up on a server that hangs, and on one that breaks off', async () => {
    const hanging = await startSidecar(() => {}, 20);
    expect(await hanging.ask(undefined)).toMatchObject({ kind: 'failed', reason: 'timeout' });
    const breaking = await startSidecar((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"version"', () => response.destroy());
    });
    expect(await breaking.ask(undefined)).toMatchObject({ kind: 'failed', reason: 'unreachable' });
  });

  it('keeps no program from its end while it waits', async () => {
    const { url } = await startSidecar(() => {});
    const module = JSON.stringify(new URL('ask-capture-policy.ts', import.meta.url).href);
    const question = JSON.stringify({ sidecarUrl: url, service: 's', instance: 'i', timeoutMillis: 2 ** 31 - 1 });
    const program = `const { createCapturePolicyQuestion } = await import(${module});
      void createCapturePolicyQuestion(${question})(undefined);`;
    const flags = ['--conditions=@botscope/source', '--input-type=module', '--eval', program];
    const child = spawn(process.execPath, flags, { stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    expect(await once(child, 'exit')).toEqual([0, null]);
  }, 60_000);

  it('says of a sidecar that is not there what to do', async () => {
    const question = { sidecarUrl: 'http://127.0.0.1:1', service: 's', instance: 'i', token: undefined };
    const answer = await createCapturePolicyQuestion({ ...question, timeoutMillis: 60_000 })(undefined);
    expect(answer).toMatchObject({ reason: 'unreachable', message: expect.stringContaining('BOTSCOPE_SIDECAR_URL') });
  });
});

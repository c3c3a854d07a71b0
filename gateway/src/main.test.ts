import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ask, INTERNAL_SECRET, PROXY_SECRET, startServer } from '../tests/gateway.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const minimal = {
  BOTSCOPE_PROXY_SECRET: PROXY_SECRET,
  BOTSCOPE_INTERNAL_SECRET: INTERNAL_SECRET,
  BOTSCOPE_GATEWAY_PORT: '0',
  BOTSCOPE_GATEWAY_READ_PORT: '0',
};

function start(env: Record<string, string>): { child: ChildProcess; stderr: () => string } {
  const child = fork(main, { env: { PATH: process.env.PATH, ...env }, silent: true });
  let stderr = '';
  child.stderr?.on('data', (part: Buffer) => (stderr += part.toString()));
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { child, stderr: () => stderr };
}

describe('main', () => {
  it('says where it listens, and ends cleanly on SIGTERM', async () => {
    const { child } = start(minimal);
    const [message] = (await once(child, 'message')) as [{ type: string; urls: { people: string } }];
    expect(message.type).toBe('ready');
    expect((await ask(message.urls.people, { path: '/records/loki/api/v1/labels' })).status).toBe(403);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('ends in order however often it is told to', async () => {
    const { child } = start(minimal);
    await once(child, 'message');
    const ended = once(child, 'exit');
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGTERM'] as const) child.kill(signal);
    expect(await ended).toEqual([0, null]);
  });

  it('says at the start what one tenant does not enforce', async () => {
    const { child } = start({ ...minimal, BOTSCOPE_LOKI_TENANT: 'ours' });
    let stdout = '';
    child.stdout?.on('data', (part: Buffer) => (stdout += part.toString()));
    await expect
      .poll(() => stdout)
      .toMatch(/Tenant ours of Loki holds all records .* can also ask for API calls and the audit trail/);
  });

  it('refuses a wrong configuration with all problems', async () => {
    const { child, stderr } = start({ BOTSCOPE_GATEWAY_PORT: 'x', BOTSCOPE_PROXY_SECRET: PROXY_SECRET });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(stderr()).toContain('BOTSCOPE_GATEWAY_PORT is "x"');
    expect(stderr()).toContain('BOTSCOPE_INTERNAL_SECRET is missing');
    expect(stderr()).not.toContain(PROXY_SECRET);
  });

  it.each([
    ['BOTSCOPE_GATEWAY_PORT', 'gateway'],
    ['BOTSCOPE_GATEWAY_READ_PORT', 'read-only listener'],
  ])('names port and variable when %s is taken', async (variable, what) => {
    const { port } = new URL(await startServer(() => undefined));
    const { child, stderr } = start({ ...minimal, [variable]: port });
    expect(await once(child, 'close')).toEqual([1, null]);
    for (const text of [port, variable, what]) expect(stderr()).toContain(text);
  });
});

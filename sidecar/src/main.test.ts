import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { INGEST_TOKEN, INTERNAL_SECRET, makeDirectory } from '../tests/sidecar.ts';
import { startHttp, startSmtp } from '../tests/servers.ts';
import { failingTurn, toOtlpJson } from '../tests/story.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

interface Program {
  readonly child: ChildProcess;
  readonly stderr: () => string;
}

async function start(env: Record<string, string> = {}): Promise<Program & { readonly dataDirectory: string }> {
  const dataDirectory = env.BOTSCOPE_DATA_DIR ?? (await makeDirectory());
  const child = fork(main, {
    silent: true,
    env: {
      PATH: process.env.PATH,
      BOTSCOPE_DATA_DIR: dataDirectory,
      BOTSCOPE_SIDECAR_PORT: '0',
      BOTSCOPE_INGEST_TOKEN: INGEST_TOKEN,
      BOTSCOPE_INTERNAL_SECRET: INTERNAL_SECRET,
      BOTSCOPE_LOKI_URL: 'http://127.0.0.1:1',
      ...env,
    },
  });
  let stderr = '';
  child.stderr?.on('data', (part: Buffer) => (stderr += part.toString()));
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { child, stderr: () => stderr, dataDirectory };
}

async function ready({ child }: Program): Promise<string> {
  const [message] = (await once(child, 'message')) as [{ type: string; urls: { sidecar: string } }];
  expect(message.type).toBe('ready');
  return message.urls.sidecar;
}

async function forwardError(url: string): Promise<void> {
  const headers = { Authorization: `Bearer ${INGEST_TOKEN}`, 'Content-Type': 'application/json' };
  const body = toOtlpJson([failingTurn({ atMillis: Date.now() })[0]]);
  expect((await fetch(`${url}/v1/logs`, { method: 'POST', headers, body })).status).toBe(200);
}

describe('main', () => {
  it('says where it listens, and ends cleanly on SIGTERM', async () => {
    const program = await start();
    const url = await ready(program);
    expect((await fetch(`${url}/v1/flags`)).status).toBe(403);
    const ended = once(program.child, 'exit');
    program.child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('refuses a wrong configuration with all problems', async () => {
    const { child, stderr } = await start({ BOTSCOPE_INGEST_TOKEN: '', BOTSCOPE_OWNER_EMAIL: 'nobody' });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(stderr()).toContain('BOTSCOPE_INGEST_TOKEN is missing');
    expect(stderr()).toContain('BOTSCOPE_OWNER_EMAIL');
  });

  it('names port and variable when its port is taken', async () => {
    const { port } = new URL(await startHttp(() => undefined));
    const { child, stderr } = await start({ BOTSCOPE_SIDECAR_PORT: port });
    expect(await once(child, 'close')).toEqual([1, null]);
    for (const text of [port, 'BOTSCOPE_SIDECAR_PORT']) expect(stderr()).toContain(text);
  });

  it('names the data directory when it cannot be used', async () => {
    const file = join(await makeDirectory(), 'file');
    await writeFile(file, '');
    const { child, stderr } = await start({ BOTSCOPE_DATA_DIR: file });
    expect(await once(child, 'close')).toEqual([1, null]);
    for (const text of [file, 'BOTSCOPE_DATA_DIR']) expect(stderr()).toContain(text);
  });

  it('refuses to be the second on one state file, and starts when the first was killed', async () => {
    const first = await start();
    await ready(first);
    const second = await start({ BOTSCOPE_DATA_DIR: first.dataDirectory });
    expect(await once(second.child, 'close')).toEqual([1, null]);
    expect(second.stderr()).toContain('Another sidecar is running on');
    const killed = once(first.child, 'exit');
    first.child.kill('SIGKILL');
    await killed;
    await ready(await start({ BOTSCOPE_DATA_DIR: first.dataDirectory }));
  });

  it('killed between sending and sent, it sends the same mail again, with the same Message-ID', async () => {
    const ids: string[] = [];
    let arrived = (): void => undefined;
    const firstMail = new Promise<void>((resolve) => (arrived = resolve));
    let secondArrived = (): void => undefined;
    const secondMail = new Promise<void>((resolve) => (secondArrived = resolve));
    const smtp = await startSmtp({
      onData: (stream, _session, done) => {
        let text = '';
        stream.on('data', (part: Buffer) => (text += part.toString()));
        stream.on('end', () => {
          ids.push(/^Message-ID: (.*)$/m.exec(text)?.[1]?.trim() ?? '');
          // The first mail is never answered: the sidecar is killed while it waits.
          if (ids.length === 1) arrived();
          else done();
          if (ids.length === 2) secondArrived();
        });
      },
    });
    const env = { BOTSCOPE_SMTP_URL: `smtp://127.0.0.1:${smtp.port}` };
    const first = await start(env);
    await forwardError(await ready(first));
    await firstMail;
    const killed = once(first.child, 'exit');
    first.child.kill('SIGKILL');
    await killed;
    const second = await start({ ...env, BOTSCOPE_DATA_DIR: first.dataDirectory });
    await ready(second);
    await secondMail;
    expect(ids[0]).toMatch(/^<[0-9A-Z]{26}@localhost>$/);
    expect(ids[1]).toBe(ids[0]);
  });
});

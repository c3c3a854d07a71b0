import { fork } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startCollector, type Collector } from '../tests/collector.ts';
import { makeDirectory } from '../tests/directory.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

function start(collector: Collector, environment: Readonly<Record<string, string>> = {}) {
  const child = fork(main, {
    silent: true,
    env: {
      PATH: process.env['PATH'],
      BOTSCOPE_DATA_DIR: makeDirectory(),
      BOTSCOPE_DEMO_PORT: '0',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      ...environment,
    },
  });
  let errors = '';
  child.stderr?.on('data', (part: Buffer) => (errors += part.toString()));
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, errors: () => errors };
}

type Program = ReturnType<typeof start>;

async function waitUntilReady({ child }: Program): Promise<string> {
  const [message] = (await once(child, 'message')) as [{ type: string; urls: { demo: string } }];
  expect(message.type).toBe('ready');
  return message.urls.demo;
}

async function waitForFailure({ child, errors }: Program): Promise<string> {
  expect(await once(child, 'close')).toEqual([1, null]);
  return errors();
}

async function takePort(): Promise<number> {
  const server = http.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

describe('main', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('says where it listens, and ends cleanly on %s', async (signal) => {
    const collector = await startCollector();
    const program = start(collector);
    const url = await waitUntilReady(program);
    expect((await fetch(url)).status).toBe(200);
    const ended = once(program.child, 'exit');
    program.child.kill(signal);
    program.child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(program.errors()).toBe('');
    expect(collector.find('bot.system.stopped')).toHaveLength(3);
  });

  it('ends when what started it is gone', async () => {
    const program = start(await startCollector());
    await waitUntilReady(program);
    const ended = once(program.child, 'exit');
    program.child.disconnect();
    expect(await ended).toEqual([0, null]);
  });

  it('plays the scripted conversations', async () => {
    const collector = await startCollector();
    await waitUntilReady(start(collector));
    await vi.waitFor(() => expect(collector.find('bot.conversation.ended').length).toBeGreaterThan(3), 60_000);
  });

  it('names port and variable when its port is taken', async () => {
    const port = String(await takePort());
    const errors = await waitForFailure(start(await startCollector(), { BOTSCOPE_DEMO_PORT: port }));
    for (const text of [port, 'BOTSCOPE_DEMO_PORT']) expect(errors).toContain(text);
  });

  it('refuses a wrong configuration', async () => {
    const errors = await waitForFailure(start(await startCollector(), { BOTSCOPE_DEMO_PORT: 'many' }));
    expect(errors).toContain('BOTSCOPE_DEMO_PORT is "many"');
  });

  it('names the data directory when it cannot be used', async () => {
    const file = join(makeDirectory(), 'file');
    writeFileSync(file, '');
    const errors = await waitForFailure(start(await startCollector(), { BOTSCOPE_DATA_DIR: file }));
    for (const text of [file, 'BOTSCOPE_DATA_DIR']) expect(errors).toContain(text);
  });
});

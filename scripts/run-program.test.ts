import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { runToEnd } from './run-program.mjs';

/** A program that does not end at once when it is told to, and writes how it ended. */
const PROGRAM = `
import { writeFileSync } from 'node:fs';
const stop = (how) => setTimeout(() => { writeFileSync('ended', how + ' ' + process.argv.slice(2)); process.exit(7); }, 50);
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.once(event, () => stop(event));
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(event, () => {});
setInterval(() => {}, 1000);
writeFileSync('started', String(process.pid));
`;
const HOST = `
import { runAlongside } from ${JSON.stringify(new URL('run-program.mjs', import.meta.url).href)};
process.exitCode = await runAlongside(process.execPath, ['program.mjs', '--no-demo'], {
  env: process.env,
  endWithParent: process.argv.includes('--with-parent'),
});
`;

/** Starts a host with a program alongside, in a process group of its own as a terminal does; by a shell, as npm does. */
async function start(command = [process.execPath, 'host.mjs']) {
  const directory = mkdtempSync(join(tmpdir(), 'botscope-programs-'));
  writeFileSync(join(directory, 'program.mjs'), PROGRAM);
  writeFileSync(join(directory, 'host.mjs'), HOST);
  const [file = '', ...args] = command;
  const host = spawn(file, args, { cwd: directory, detached: true, stdio: 'ignore' });
  const read = (file: string) => {
    const path = join(directory, file);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  };
  await vi.waitFor(() => expect(read('started')).not.toBe(''), 60_000);
  const programId = Number(read('started'));
  onTestFinished(() => {
    if (isRunning(programId)) process.kill(programId, 'SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });
  return { host, read, programId };
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

async function endOf(host: ChildProcess): Promise<number | null> {
  const [code] = (await once(host, 'exit')) as [number | null];
  return code;
}

describe('runAlongside', () => {
  it.each<[string, (host: number) => boolean, string]>([
    ['a Ctrl-C, which the whole group gets', (host) => process.kill(-host, 'SIGINT'), 'SIGINT'],
    ['a SIGINT that only the host gets', (host) => process.kill(host, 'SIGINT'), 'SIGINT'],
    ['a SIGTERM that only the host gets', (host) => process.kill(host, 'SIGTERM'), 'SIGTERM'],
    ['a closed terminal', (host) => process.kill(-host, 'SIGHUP'), 'SIGHUP'],
  ])('ends after its program and with its code at %s', async (_, tell, how) => {
    const { host, read, programId } = await start();
    const ended = endOf(host);
    tell(host.pid ?? 0);
    expect(await ended).toBe(7);
    expect(read('ended')).toBe(`${how} --no-demo`);
    expect(isRunning(programId)).toBe(false);
  });

  it('lets its program notice that it was killed', async () => {
    const { host, read } = await start();
    host.kill('SIGKILL');
    await vi.waitFor(() => expect(read('ended')).toBe('disconnect --no-demo'), 60_000);
  });
});

describe('runAlongside by a shell', () => {
  it('ends with the shell, which passes nothing on, when asked to', async () => {
    const { host, read } = await start(['sh', '-c', `"${process.execPath}" host.mjs --with-parent; exit $?`]);
    host.kill('SIGTERM');
    await vi.waitFor(() => expect(read('ended')).toBe('SIGTERM --no-demo'), 60_000);
  });
});

describe('runToEnd', () => {
  it('names the command and shows what a quiet program said when it fails', async () => {
    const code = "console.log('one'); console.error('two'); process.exit(3)";
    await expect(runToEnd(process.execPath, ['-e', code], { quiet: true })).rejects.toThrow(
      `${process.execPath} -e ${code} ended with 3\none\ntwo`,
    );
  });

  it('resolves when the program ends well, in the directory and environment that it was given', async () => {
    const code = "process.exit(process.env.WORD === 'yes' && process.cwd() === process.argv[1] ? 0 : 1)";
    const options = { cwd: '/', env: { WORD: 'yes' }, quiet: true };
    await expect(runToEnd(process.execPath, ['-e', code, '/'], options)).resolves.toBeUndefined();
  });

  it('says which program there is not', async () => {
    await expect(runToEnd('/nowhere/npm', ['ci'], { quiet: true })).rejects.toThrow('/nowhere/npm');
  });
});

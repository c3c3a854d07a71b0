import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { launchServer, type Server } from './launch-server.ts';

const PROGRAM = `
import { writeFileSync } from 'node:fs';
process.on('SIGTERM', () => { console.log('ends in order'); process.exit(7); });
setInterval(() => {}, 1000);
console.log('serves');
writeFileSync(process.env.PID_FILE, String(process.pid));
`;

function newServer(source = PROGRAM) {
  const directory = mkdtempSync(join(tmpdir(), 'botscope-server-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const inDirectory = (name: string) => join(directory, name);
  const pidFile = inDirectory('pid');
  writeFileSync(inDirectory('program.mjs'), source);
  const server: Server = {
    subject: 'Loki',
    command: { program: process.execPath, args: [inDirectory('program.mjs')], environment: { PID_FILE: pidFile } },
    logFile: inDirectory('log'),
    isRestart: false,
    isServing: () => Promise.resolve(existsSync(pidFile)),
  };
  return { server, inDirectory, readPid: () => Number(readFileSync(pidFile, 'utf8')) };
}

const isGone = (pid: number) => vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), 30_000);

describe('launchServer', () => {
  it('waits until it serves, keeps what it prints and lets it end in order', async () => {
    const { server, readPid } = newServer();
    const launched = launchServer(server);
    await launched.ready;
    await launched.stop();
    await isGone(readPid());
    expect(await launched.ended).toBe(`7 (its log: ${server.logFile})`);
    expect(readFileSync(server.logFile, 'utf8')).toBe('serves\nends in order\n');
  });

  it('adds to the log of the start before when it is a restart', async () => {
    const { server, inDirectory } = newServer();
    for (const isRestart of [false, true]) {
      rmSync(inDirectory('pid'), { force: true });
      const launched = launchServer({ ...server, isRestart });
      await launched.ready;
      await launched.stop();
    }
    expect(
      readFileSync(server.logFile, 'utf8')
        .split('\n')
        .filter((line) => line === 'ends in order').length,
    ).toBe(2);
  });

  it('names the signal that killed it', async () => {
    const { server, readPid } = newServer();
    const launched = launchServer(server);
    await launched.ready;
    process.kill(readPid(), 'SIGKILL');
    expect(await launched.ended).toContain('SIGKILL');
  });

  it('shows what it printed when it ends before it serves', async () => {
    const { server } = newServer('console.error("no such file"); process.exit(3);');
    await expect(launchServer(server).ready).rejects.toThrow(/Loki ended with 3.*before it served:\nno such file/);
  });

  it('ends with the process that launched it, however that one ends', async () => {
    const { server, inDirectory, readPid } = newServer();
    const module = fileURLToPath(new URL('launch-server.ts', import.meta.url));
    const { isServing: _, ...plain } = server;
    const launcher = `import { launchServer } from ${JSON.stringify(module)};
      const server = ${JSON.stringify(plain)};
      launchServer({ ...server, isServing: () => Promise.resolve(true) });
      setInterval(() => {}, 1000);`;
    writeFileSync(inDirectory('launcher.mjs'), launcher);
    const args = ['--conditions=@botscope/source', inDirectory('launcher.mjs')];
    const launching = spawn(process.execPath, args, { stdio: 'ignore' });
    await vi.waitFor(() => expect(readPid()).toBeGreaterThan(0), 30_000);
    launching.kill('SIGKILL');
    await isGone(readPid());
  });
});

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { startChildProgram } from './child-program.ts';

function writeProgram(source: string) {
  const directory = mkdtempSync(join(tmpdir(), 'botscope-child-'));
  const file = join(directory, 'program.mjs');
  writeFileSync(file, source);
  return { file, pidFile: join(directory, 'pid') };
}

const steady = `import { writeFileSync } from 'node:fs';
writeFileSync(process.env.PID_FILE, String(process.pid));
process.on('SIGTERM', () => process.exit(0));
process.send({ type: 'ready', urls: { main: 'http://127.0.0.1:' + (process.env.PORT ?? '5000') } });
setInterval(() => {}, 1000);`;

describe('startChildProgram', () => {
  it('gives the addresses that the child named', async () => {
    const { file, pidFile } = writeProgram(steady);
    const child = await startChildProgram({ name: 'child', file, environment: { PID_FILE: pidFile }, log: () => {} });
    expect(child.urls).toEqual({ main: 'http://127.0.0.1:5000' });
    await child.stop();
    expect(() => process.kill(Number(readFileSync(pidFile, 'utf8')), 0)).toThrow('ESRCH');
  });

  it('fails when the child ends before it is ready', async () => {
    const { file } = writeProgram('process.exit(3)');
    await expect(startChildProgram({ name: 'gateway', file, environment: {}, log: () => {} })).rejects.toThrow(
      'The gateway ended with 3',
    );
  });

  it('leaves a child ended that ends when everything does', async () => {
    const { file, pidFile } = writeProgram(steady);
    const lines: string[] = [];
    const ending = new AbortController();
    const child = await startChildProgram({
      name: 'child',
      file,
      environment: { PID_FILE: pidFile },
      ending: ending.signal,
      log: (line) => lines.push(line),
    });
    ending.abort();
    const pid = Number(readFileSync(pidFile, 'utf8'));
    process.kill(pid, 'SIGTERM');
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'));
    await child.stop();
    expect(lines).toEqual([]);
  });

  it('reports a child that was killed and starts it again', async () => {
    const { file, pidFile } = writeProgram(steady);
    const lines: string[] = [];
    const child = await startChildProgram({
      name: 'child',
      file,
      environment: { PID_FILE: pidFile },
      log: (line) => lines.push(line),
    });
    const first = Number(readFileSync(pidFile, 'utf8'));
    process.kill(first, 'SIGKILL');
    await vi.waitFor(
      () =>
        expect(lines).toEqual(['The child ended with SIGKILL; it is started again in 1 s.', 'The child runs again.']),
      8000,
    );
    expect(Number(readFileSync(pidFile, 'utf8'))).not.toBe(first);
    await child.stop();
  });
});

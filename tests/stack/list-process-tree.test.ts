import { spawn } from 'node:child_process';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { listProcessTree } from './list-process-tree.ts';

describe.runIf(process.platform === 'linux')('listProcessTree', () => {
  it('names a process and all below it with what they hold', async () => {
    const child = spawn('/bin/sh', ['-c', `"${process.execPath}" -e "setInterval(() => {}, 1000)" && true`], {
      detached: true,
    });
    onTestFinished(() => void process.kill(-(child.pid ?? 0), 'SIGKILL'));
    await vi.waitFor(() => {
      const [shell, program] = listProcessTree(child.pid ?? 0);
      expect([shell?.name, program?.name]).toEqual(['sh', 'node']);
      expect(program?.residentMegabytes).toBeGreaterThan(20);
    }, 60_000);
  });
});
